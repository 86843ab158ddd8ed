WITH pipelines AS (

  SELECT *
  FROM {{ ref('stg_ops_ci_pipeline') }}

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
  created_at,
  CAST(DATE_TRUNC('week', created_at) AS DATE) AS created_week
FROM pipelines
