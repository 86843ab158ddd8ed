WITH pipelines AS (

  SELECT
    *,
    -- What still runs has no duration yet, and what was retried has that of its first try.
    CASE WHEN is_finished THEN duration_seconds END AS final_duration_seconds
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
    COUNT(CASE WHEN status = 'success' THEN 1 END) AS successful_pipelines,
    COUNT(CASE WHEN is_failed THEN 1 END) AS failed_pipelines,
    COUNT(CASE WHEN status = 'canceled' THEN 1 END) AS canceled_pipelines,
    COUNT(CASE WHEN status = 'skipped' THEN 1 END) AS skipped_pipelines,
    COUNT(final_duration_seconds) AS timed_pipelines,
    {{ percentile('final_duration_seconds', 0.5) }} AS median_duration_seconds,
    {{ percentile('final_duration_seconds', 0.9) }} AS p90_duration_seconds,
    SUM(retried_builds) AS retried_builds
  FROM pipelines
  GROUP BY project_id, created_week

)

SELECT
  weekly.project_id,
  projects.project_name,
  weekly.created_week,
  weekly.pipelines,
  weekly.finished_pipelines,
  weekly.successful_pipelines,
  weekly.failed_pipelines,
  weekly.canceled_pipelines,
  weekly.skipped_pipelines,
  CAST(weekly.failed_pipelines AS DOUBLE) / NULLIF(weekly.finished_pipelines, 0) AS failure_rate,
  weekly.timed_pipelines,
  weekly.median_duration_seconds,
  weekly.p90_duration_seconds,
  CAST(COALESCE(weekly.retried_builds, 0) AS BIGINT) AS retried_builds
FROM weekly
LEFT JOIN projects
  ON weekly.project_id = projects.project_id
