WITH source AS (

  SELECT *
  FROM {{ source('version', 'versions') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS id,
    CAST(version AS VARCHAR) AS version,
    CAST(vulnerable AS VARCHAR) AS is_vulnerable,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
