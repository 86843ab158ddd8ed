WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'subscription_add_ons') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    TRY_CAST(name AS BIGINT) AS name,
    CAST(description AS VARCHAR) AS description,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
