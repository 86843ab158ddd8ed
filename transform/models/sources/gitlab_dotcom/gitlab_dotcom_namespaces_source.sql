WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'namespaces') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS namespace_id,
    CAST(owner_id AS BIGINT) AS owner_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(type AS VARCHAR) AS namespace_type,
    CAST(membership_lock AS BOOLEAN) AS is_membership_locked,
    CAST(share_with_group_lock AS BOOLEAN) AS has_share_with_group_locked,
    CASE visibility_level
      WHEN 0 THEN 'private'
      WHEN 10 THEN 'internal'
      WHEN 20 THEN 'public'
    END AS visibility_level,
    CAST(request_access_enabled AS BOOLEAN) AS has_request_access_enabled,
    CAST(ldap_sync_status AS VARCHAR) AS ldap_sync_status,
    CAST(ldap_sync_last_update_at AS TIMESTAMP) AS ldap_sync_last_update_at,
    CAST(ldap_sync_last_successful_update_at AS TIMESTAMP) AS ldap_sync_last_successful_update_at,
    CAST(ldap_sync_last_sync_at AS TIMESTAMP) AS ldap_sync_last_sync_at,
    CAST(lfs_enabled AS BOOLEAN) AS lfs_enabled,
    CAST(parent_id AS BIGINT) AS parent_id,
    CAST(shared_runners_minutes_limit AS BIGINT) AS shared_runners_minutes_limit,
    CAST(extra_shared_runners_minutes_limit AS BIGINT) AS extra_shared_runners_minutes_limit,
    CAST(repository_size_limit AS BIGINT) AS repository_size_limit,
    CAST(require_two_factor_authentication AS BOOLEAN) AS does_require_two_factor_authentication,
    CAST(two_factor_grace_period AS BIGINT) AS two_factor_grace_period,
    CAST(project_creation_level AS BIGINT) AS project_creation_level,
    CAST(auto_devops_enabled AS BOOLEAN) AS auto_devops_enabled,
    CAST(push_rule_id AS BIGINT) AS push_rule_id,
    CAST(shared_runners_enabled AS BOOLEAN) AS shared_runners_enabled,
    CAST(custom_project_templates_group_id AS BIGINT) AS custom_project_templates_group_id,
    traversal_ids AS lineage,
    CAST({{ json_item('traversal_ids', 0) }} AS BIGINT) AS ultimate_parent_id,
    CAST(name AS VARCHAR) AS namespace_name,
    CAST(path AS VARCHAR) AS namespace_path,
    CAST(ldap_sync_error AS VARCHAR) AS ldap_sync_error,
    _sdc_deleted_at IS NOT NULL AS is_deleted,
    CAST(_sdc_deleted_at AS TIMESTAMP) AS deleted_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
