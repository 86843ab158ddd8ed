WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'oauth_access_tokens')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS oauth_access_token_id,
    CAST(resource_owner_id AS BIGINT) AS resource_owner_id,
    CAST(application_id AS BIGINT) AS application_id,
    CAST(expires_in AS BIGINT) AS expires_in_seconds,
    CAST(revoked_at AS TIMESTAMP) AS oauth_access_token_revoked_at,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(scopes AS VARCHAR) AS scopes,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
