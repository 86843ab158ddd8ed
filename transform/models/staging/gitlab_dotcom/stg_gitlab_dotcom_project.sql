WITH projects AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_projects_source') }}

),

internal AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_projects_internal_only_source') }}

)

SELECT
  projects.project_id,
  projects.created_at,
  projects.updated_at,
  projects.creator_id,
  projects.namespace_id,
  projects.last_activity_at,
  projects.visibility_level,
  projects.archived,
  projects.project_star_count,
  projects.merge_requests_rebase_enabled,
  projects.import_type,
  projects.approvals_before_merge,
  projects.reset_approvals_on_push,
  projects.merge_requests_ff_only_enabled,
  projects.mirror,
  projects.mirror_user_id,
  projects.shared_runners_enabled,
  projects.build_allow_git_fetch,
  projects.build_timeout,
  projects.mirror_trigger_builds,
  projects.pending_delete,
  projects.public_builds,
  projects.last_repository_check_failed,
  projects.last_repository_check_at,
  projects.only_allow_merge_if_pipeline_succeeds,
  projects.has_external_issue_tracker,
  projects.repository_storage,
  projects.repository_read_only,
  projects.request_access_enabled,
  projects.has_external_wiki,
  projects.lfs_enabled,
  projects.only_allow_merge_if_all_discussions_are_resolved,
  projects.repository_size_limit,
  projects.printing_merge_request_link_enabled,
  projects.auto_cancel_pending_pipelines,
  projects.service_desk_enabled,
  projects.delete_error,
  projects.last_repository_updated_at,
  projects.disable_overriding_approvers_per_merge_request,
  projects.storage_version,
  projects.resolve_outdated_diff_discussions,
  projects.remote_mirror_available_overridden,
  projects.only_mirror_protected_branches,
  projects.pull_mirror_available_overridden,
  projects.mirror_overwrites_diverged_branches,
  projects.project_namespace_id,
  internal.project_name,
  internal.project_path,
  internal.project_description,
  internal.project_id IS NOT NULL AS is_internal
FROM projects
LEFT JOIN internal
  ON projects.project_id = internal.project_id
