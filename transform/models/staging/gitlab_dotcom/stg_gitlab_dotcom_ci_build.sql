WITH ci_builds AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_ci_builds_source') }}

),

internal AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_ci_builds_internal_only_source') }}

)

SELECT
  ci_builds.ci_build_id,
  ci_builds.status,
  ci_builds.finished_at,
  ci_builds.created_at,
  ci_builds.updated_at,
  ci_builds.started_at,
  ci_builds.ci_build_runner_id,
  ci_builds.coverage,
  ci_builds.ci_build_commit_id,
  ci_builds.allow_failure,
  ci_builds.ci_build_trigger_request_id,
  ci_builds.stage_idx,
  ci_builds.tag,
  ci_builds.ci_build_user_id,
  ci_builds.type,
  ci_builds.ci_build_project_id,
  ci_builds.ci_build_erased_by_id,
  ci_builds.ci_build_erased_at,
  ci_builds.ci_build_queued_at,
  ci_builds.lock_version,
  ci_builds.coverage_regex,
  ci_builds.ci_build_auto_canceled_by_id,
  ci_builds.retried,
  ci_builds.ci_build_stage_id,
  ci_builds.protected,
  ci_builds.failure_reason,
  ci_builds.ci_build_scheduled_at,
  ci_builds.upstream_pipeline_id,
  ci_builds.ci_build_artifacts_expire_at,
  internal.ci_build_name,
  internal.ref,
  internal.description,
  internal.ci_build_id IS NOT NULL AS is_internal
FROM ci_builds
LEFT JOIN internal
  ON ci_builds.ci_build_id = internal.ci_build_id
