WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'saml_providers')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS saml_provider_id,
    CAST(group_id AS BIGINT) AS group_id,
    CAST(enabled AS BOOLEAN) AS is_enabled,
    CAST(enforced_sso AS BOOLEAN) AS is_enforced_sso,
    CAST(enforced_group_managed_accounts AS BOOLEAN) AS is_enforced_group_managed_accounts,
    CAST(prohibited_outer_forks AS BOOLEAN) AS is_prohibited_outer_forks,
    CAST(default_membership_role AS BIGINT) AS default_membership_role_id,
    CAST(certificate_fingerprint AS VARCHAR) AS certificate_fingerprint,
    CAST(sso_url AS VARCHAR) AS sso_url,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
