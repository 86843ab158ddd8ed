WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'user_custom_attributes') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS user_custom_attribute_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(key AS VARCHAR) AS user_custom_key,
    CAST(value AS VARCHAR) AS user_custom_value,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
