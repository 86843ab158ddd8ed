WITH pipelines AS (

  SELECT *
  FROM {{ ref('prep_pipeline') }}

)

SELECT
  ci_pipeline_id,
  project_id,
  user_id,
  merge_request_id,
  status,
  is_finished,
  is_failed,
  duration_seconds,
  builds,
  failed_builds,
  retried_builds,
  created_at,
  created_week,
  started_at,
  finished_at
FROM pipelines
