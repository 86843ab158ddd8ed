WITH pipelines AS (

  SELECT *
  FROM {{ ref('gitlab_ops_ci_pipelines_source') }}

)

SELECT
  ci_pipeline_id,
  project_id,
  user_id,
  merge_request_id,
  status,
  COALESCE(status IN ('success', 'failed', 'canceled', 'skipped'), FALSE) AS is_finished,
  COALESCE(status = 'failed', FALSE) AS is_failed,
  ci_pipeline_duration AS duration_seconds,
  created_at,
  started_at,
  finished_at,
  uploaded_at
FROM pipelines
