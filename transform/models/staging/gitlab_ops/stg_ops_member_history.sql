WITH history AS (

  {{ copy_history(
    source('gitlab_ops', 'members'),
    'id',
    [
      'access_level', 'source_id', 'source_type', 'user_id', 'member_role_id', 'requested_at', 'invite_accepted_at',
      'expires_at'
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
  CAST(member_role_id AS BIGINT) AS member_role_id,
  CAST(requested_at AS TIMESTAMP) AS requested_at,
  CAST(invite_accepted_at AS TIMESTAMP) AS invite_accepted_at,
  CAST(expires_at AS TIMESTAMP) AS expires_at,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
