WITH source AS (

  SELECT *
  FROM {{ source('version', 'usage_ping_metadata') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS id,
    CAST(uuid AS VARCHAR) AS uuid,
    metrics,
    CAST(created_at AS TIMESTAMP) AS created_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
