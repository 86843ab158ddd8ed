WITH ci_pipelines AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_ci_pipelines_source') }}

),

internal AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_ci_pipelines_internal_only_source') }}

)

SELECT
  ci_pipelines.ci_pipeline_id,
  ci_pipelines.created_at,
  ci_pipelines.updated_at,
  ci_pipelines.has_tag,
  ci_pipelines.committed_at,
  ci_pipelines.project_id,
  ci_pipelines.status,
  ci_pipelines.started_at,
  ci_pipelines.finished_at,
  ci_pipelines.ci_pipeline_duration,
  ci_pipelines.user_id,
  ci_pipelines.lock_version,
  ci_pipelines.auto_canceled_by_id,
  ci_pipelines.pipeline_schedule_id,
  ci_pipelines.ci_pipeline_source,
  ci_pipelines.config_source,
  ci_pipelines.is_protected,
  ci_pipelines.failure_reason,
  ci_pipelines.ci_pipeline_iid,
  ci_pipelines.merge_request_id,
  internal.ref,
  internal.ci_pipeline_id IS NOT NULL AS is_internal,
  ci_pipelines.is_deleted,
  ci_pipelines.deleted_at
FROM ci_pipelines
LEFT JOIN internal
  ON ci_pipelines.ci_pipeline_id = internal.ci_pipeline_id
