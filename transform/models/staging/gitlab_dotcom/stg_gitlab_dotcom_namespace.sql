WITH namespaces AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_namespaces_source') }}

),

internal AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_namespaces_internal_only_source') }}

)

SELECT
  namespaces.namespace_id,
  namespaces.owner_id,
  namespaces.created_at,
  namespaces.updated_at,
  namespaces.namespace_type,
  namespaces.is_membership_locked,
  namespaces.has_share_with_group_locked,
  namespaces.visibility_level,
  namespaces.has_request_access_enabled,
  namespaces.ldap_sync_status,
  namespaces.ldap_sync_last_update_at,
  namespaces.ldap_sync_last_successful_update_at,
  namespaces.ldap_sync_last_sync_at,
  namespaces.lfs_enabled,
  namespaces.parent_id,
  namespaces.shared_runners_minutes_limit,
  namespaces.extra_shared_runners_minutes_limit,
  namespaces.repository_size_limit,
  namespaces.does_require_two_factor_authentication,
  namespaces.two_factor_grace_period,
  namespaces.project_creation_level,
  namespaces.auto_devops_enabled,
  namespaces.push_rule_id,
  namespaces.shared_runners_enabled,
  namespaces.custom_project_templates_group_id,
  namespaces.lineage,
  namespaces.ultimate_parent_id,
  namespaces.namespace_name,
  internal.namespace_path,
  internal.namespace_id IS NOT NULL AS is_internal,
  namespaces.is_deleted,
  namespaces.deleted_at
FROM namespaces
LEFT JOIN internal
  ON namespaces.namespace_id = internal.namespace_id
