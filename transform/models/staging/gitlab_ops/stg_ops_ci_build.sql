WITH builds AS (

  SELECT *
  FROM {{ ref('gitlab_ops_ci_builds_source') }}

)

SELECT
  ci_build_id,
  ci_build_commit_id AS ci_pipeline_id,
  ci_build_stage_id AS ci_stage_id,
  ci_build_project_id AS project_id,
  ci_build_runner_id AS runner_id,
  ci_build_user_id AS user_id,
  ci_build_name,
  status,
  COALESCE(status IN ('success', 'failed', 'canceled', 'skipped'), FALSE) AS is_finished,
  COALESCE(status = 'failed', FALSE) AS is_failed,
  COALESCE(allow_failure, FALSE) AS is_allowed_to_fail,
  COALESCE(retried, FALSE) AS is_retried,
  {{ seconds_between('ci_build_queued_at', 'started_at') }} AS queued_seconds,
  {{ seconds_between('started_at', 'finished_at') }} AS duration_seconds,
  created_at,
  started_at,
  finished_at,
  uploaded_at
FROM builds
