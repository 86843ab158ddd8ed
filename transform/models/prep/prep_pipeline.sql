WITH pipelines AS (

  SELECT *
  FROM {{ ref('stg_ops_ci_pipeline') }}

),

builds AS (

  SELECT *
  FROM {{ ref('stg_ops_ci_build') }}

),

builds_of_pipelines AS (

  SELECT
    ci_pipeline_id,
    COUNT(CASE WHEN NOT is_retried THEN 1 END) AS builds,
    COUNT(CASE WHEN is_failed AND NOT is_retried THEN 1 END) AS failed_builds,
    COUNT(CASE WHEN is_retried THEN 1 END) AS retried_builds
  FROM builds
  GROUP BY ci_pipeline_id

)

SELECT
  pipelines.ci_pipeline_id,
  pipelines.project_id,
  pipelines.user_id,
  pipelines.merge_request_id,
  pipelines.status,
  pipelines.is_finished,
  pipelines.is_failed,
  pipelines.duration_seconds,
  builds_of_pipelines.builds,
  builds_of_pipelines.failed_builds,
  builds_of_pipelines.retried_builds,
  pipelines.created_at,
  {{ week_of('pipelines.created_at') }} AS created_week,
  pipelines.started_at,
  pipelines.finished_at
FROM pipelines
LEFT JOIN builds_of_pipelines
  ON pipelines.ci_pipeline_id = builds_of_pipelines.ci_pipeline_id
