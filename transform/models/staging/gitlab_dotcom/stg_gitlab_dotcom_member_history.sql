WITH history AS (

  {{ copy_history(
    source('gitlab_dotcom', 'members'),
    'id',
    [
      'access_level', 'source_id', 'source_type', 'user_id', 'notification_level', 'type', 'created_by_id',
      'invite_accepted_at', 'requested_at', 'ldap', 'override', 'member_role_id', 'member_namespace_id', 'expires_at'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS member_id,
  version_number,
  CAST(access_level AS BIGINT) AS access_level,
  CAST(source_id AS BIGINT) AS source_id,
  CAST(source_type AS VARCHAR) AS member_source_type,
  CAST(user_id AS BIGINT) AS user_id,
  CAST(notification_level AS BIGINT) AS notification_level,
  CAST(type AS VARCHAR) AS member_type,
  CAST(created_by_id AS BIGINT) AS created_by_id,
  CAST(invite_accepted_at AS TIMESTAMP) AS invite_accepted_at,
  CAST(requested_at AS TIMESTAMP) AS requested_at,
  CAST(ldap AS BOOLEAN) AS has_ldap,
  CAST(override AS BOOLEAN) AS has_override,
  CAST(member_role_id AS BIGINT) AS member_role_id,
  CAST(member_namespace_id AS BIGINT) AS member_namespace_id,
  CAST(expires_at AS TIMESTAMP) AS expires_at,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
