WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'projects') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(creator_id AS BIGINT) AS creator_id,
    CAST(namespace_id AS BIGINT) AS namespace_id,
    CAST(last_activity_at AS TIMESTAMP) AS last_activity_at,
    CASE visibility_level
      WHEN 0 THEN 'private'
      WHEN 10 THEN 'internal'
      WHEN 20 THEN 'public'
    END AS visibility_level,
    CAST(archived AS BOOLEAN) AS archived,
    CAST(star_count AS BIGINT) AS project_star_count,
    CAST(merge_requests_rebase_enabled AS BOOLEAN) AS merge_requests_rebase_enabled,
    CAST(import_type AS VARCHAR) AS import_type,
    CAST(approvals_before_merge AS BIGINT) AS approvals_before_merge,
    CAST(reset_approvals_on_push AS BOOLEAN) AS reset_approvals_on_push,
    CAST(merge_requests_ff_only_enabled AS BOOLEAN) AS merge_requests_ff_only_enabled,
    CAST(mirror AS BOOLEAN) AS mirror,
    CAST(mirror_user_id AS BIGINT) AS mirror_user_id,
    CAST(shared_runners_enabled AS BOOLEAN) AS shared_runners_enabled,
    CAST(build_allow_git_fetch AS BOOLEAN) AS build_allow_git_fetch,
    CAST(build_timeout AS BIGINT) AS build_timeout,
    CAST(mirror_trigger_builds AS BOOLEAN) AS mirror_trigger_builds,
    CAST(pending_delete AS BOOLEAN) AS pending_delete,
    CAST(public_builds AS BOOLEAN) AS public_builds,
    CAST(last_repository_check_failed AS BOOLEAN) AS last_repository_check_failed,
    CAST(last_repository_check_at AS TIMESTAMP) AS last_repository_check_at,
    CAST(only_allow_merge_if_pipeline_succeeds AS BOOLEAN) AS only_allow_merge_if_pipeline_succeeds,
    CAST(has_external_issue_tracker AS BOOLEAN) AS has_external_issue_tracker,
    CAST(repository_storage AS VARCHAR) AS repository_storage,
    CAST(repository_read_only AS BOOLEAN) AS repository_read_only,
    CAST(request_access_enabled AS BOOLEAN) AS request_access_enabled,
    CAST(has_external_wiki AS BOOLEAN) AS has_external_wiki,
    CAST(lfs_enabled AS BOOLEAN) AS lfs_enabled,
    CAST(only_allow_merge_if_all_discussions_are_resolved AS BOOLEAN)
      AS only_allow_merge_if_all_discussions_are_resolved,
    CAST(repository_size_limit AS BIGINT) AS repository_size_limit,
    CAST(printing_merge_request_link_enabled AS BOOLEAN) AS printing_merge_request_link_enabled,
    CAST(auto_cancel_pending_pipelines AS BIGINT) AS auto_cancel_pending_pipelines,
    CAST(service_desk_enabled AS BOOLEAN) AS service_desk_enabled,
    CAST(delete_error AS VARCHAR) AS delete_error,
    CAST(last_repository_updated_at AS TIMESTAMP) AS last_repository_updated_at,
    CAST(disable_overriding_approvers_per_merge_request AS BOOLEAN) AS disable_overriding_approvers_per_merge_request,
    CAST(storage_version AS BIGINT) AS storage_version,
    CAST(resolve_outdated_diff_discussions AS BOOLEAN) AS resolve_outdated_diff_discussions,
    CAST(remote_mirror_available_overridden AS BOOLEAN) AS remote_mirror_available_overridden,
    CAST(only_mirror_protected_branches AS BOOLEAN) AS only_mirror_protected_branches,
    CAST(pull_mirror_available_overridden AS BOOLEAN) AS pull_mirror_available_overridden,
    CAST(mirror_overwrites_diverged_branches AS BOOLEAN) AS mirror_overwrites_diverged_branches,
    CAST(project_namespace_id AS BIGINT) AS project_namespace_id,
    CAST(name AS VARCHAR) AS project_name,
    CAST(path AS VARCHAR) AS project_path,
    CAST(description AS VARCHAR) AS project_description,
    CAST(import_url AS VARCHAR) AS project_import_url,
    CAST(merge_requests_template AS VARCHAR) AS project_merge_requests_template,
    CAST(import_source AS VARCHAR) AS project_import_source,
    CAST(issues_template AS VARCHAR) AS project_issues_template,
    CAST(container_registry_enabled AS BOOLEAN) AS container_registry_enabled,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
