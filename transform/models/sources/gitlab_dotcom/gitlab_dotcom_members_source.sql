WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'members')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS member_id,
    CAST(access_level AS BIGINT) AS access_level,
    CAST(source_id AS BIGINT) AS source_id,
    CAST(source_type AS VARCHAR) AS member_source_type,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(notification_level AS BIGINT) AS notification_level,
    CAST(type AS VARCHAR) AS member_type,
    CAST(created_at AS TIMESTAMP) AS invite_created_at,
    CAST(created_by_id AS BIGINT) AS created_by_id,
    CAST(invite_accepted_at AS TIMESTAMP) AS invite_accepted_at,
    CAST(requested_at AS TIMESTAMP) AS requested_at,
    CAST(ldap AS BOOLEAN) AS has_ldap,
    CAST(override AS BOOLEAN) AS has_override,
    CAST(member_role_id AS BIGINT) AS member_role_id,
    CAST(member_namespace_id AS BIGINT) AS member_namespace_id,
    CAST(expires_at AS TIMESTAMP) AS expires_at,
    CAST(invite_token AS VARCHAR) AS invite_token,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
