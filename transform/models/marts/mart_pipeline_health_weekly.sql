WITH pipelines AS (

  SELECT *
  FROM {{ ref('fct_pipeline') }}

),

projects AS (

  SELECT *
  FROM {{ ref('dim_project') }}

),

weekly AS (

  SELECT
    project_id,
    created_week,
    COUNT(*) AS pipelines,
    COUNT(CASE WHEN is_finished THEN 1 END) AS finished_pipelines,
    COUNT(CASE WHEN is_failed THEN 1 END) AS failed_pipelines,
    {{ percentile('duration_seconds', 0.5) }} AS median_duration_seconds,
    {{ percentile('duration_seconds', 0.9) }} AS p90_duration_seconds
  FROM pipelines
  GROUP BY project_id, created_week

)

SELECT
  weekly.project_id,
  projects.project_name,
  weekly.created_week,
  weekly.pipelines,
  weekly.finished_pipelines,
  weekly.failed_pipelines,
  CAST(weekly.failed_pipelines AS DOUBLE) / NULLIF(weekly.finished_pipelines, 0) AS failure_rate,
  weekly.median_duration_seconds,
  weekly.p90_duration_seconds
FROM weekly
LEFT JOIN projects
  ON weekly.project_id = projects.project_id
