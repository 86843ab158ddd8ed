SELECT
  ci_stage_id,
  project_id,
  pipeline_id,
  created_at,
  updated_at,
  ci_stage_status,
  lock_version,
  position,
  is_deleted,
  deleted_at
FROM {{ ref('gitlab_dotcom_ci_stages_source') }}
