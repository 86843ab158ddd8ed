WITH source AS (

  SELECT *
  FROM {{ source('zendesk_community_relations', 'users') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS user_id,
    CAST(custom_role_id AS BIGINT) AS custom_role_id,
    CAST(default_group_id AS BIGINT) AS default_group_id,
    CAST(external_id AS VARCHAR) AS external_id,
    CAST(locale_id AS BIGINT) AS locale_id,
    CAST(organization_id AS BIGINT) AS organization_id,
    CAST(alias AS VARCHAR) AS alias,
    CAST(details AS VARCHAR) AS details,
    CASE WHEN LOWER(email) LIKE '%@{{ var('company_email_domain') }}' THEN CAST(email AS VARCHAR) END AS email,
    CAST(iana_time_zone AS VARCHAR) AS iana_time_zone,
    CAST(locale AS VARCHAR) AS locale,
    CASE WHEN LOWER(email) LIKE '%@{{ var('company_email_domain') }}' THEN CAST(name AS VARCHAR) END AS name,
    CAST(notes AS VARCHAR) AS notes,
    CAST(phone AS VARCHAR) AS phone,
    CAST(remote_photo_url AS VARCHAR) AS remote_photo_url,
    CAST(role AS VARCHAR) AS role,
    CAST(signature AS VARCHAR) AS signature,
    CAST(ticket_restriction AS VARCHAR) AS ticket_restriction,
    CAST(time_zone AS VARCHAR) AS time_zone,
    CAST(url AS VARCHAR) AS user_url,
    {{ json_text('user_fields', ['user_region']) }} AS user_region,
    CAST(role_type AS BIGINT) AS role_type,
    CAST(_deleted AS BOOLEAN) AS is_deleted,
    CAST(_permanently_deleted AS BOOLEAN) AS is_permanently_deleted,
    CAST(active AS BOOLEAN) AS is_active,
    CAST(chat_only AS BOOLEAN) AS is_chat_only,
    CAST(moderator AS BOOLEAN) AS is_moderator,
    CAST(only_private_comments AS BOOLEAN) AS has_only_private_comments,
    CAST(report_csv AS BOOLEAN) AS may_export_reports,
    CAST(restricted_agent AS BOOLEAN) AS is_restricted_agent,
    CAST(shared AS BOOLEAN) AS is_shared,
    CAST(shared_agent AS BOOLEAN) AS is_shared_agent,
    CAST(shared_phone_number AS BOOLEAN) AS has_shared_phone_number,
    CAST(suspended AS BOOLEAN) AS is_suspended,
    CAST(two_factor_auth_enabled AS BOOLEAN) AS has_two_factor_authentication,
    CAST(verified AS BOOLEAN) AS is_verified,
    photo,
    tags,
    user_fields,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(last_login_at AS TIMESTAMP) AS last_login_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
