WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'identities') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS identity_id,
    CAST(provider AS VARCHAR) AS identity_provider,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(saml_provider_id AS BIGINT) AS saml_provider_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
