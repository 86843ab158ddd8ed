WITH source AS (

  SELECT *
  FROM {{ source('version', 'usage_ping_errors') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS id,
    CAST(version_id AS BIGINT) AS version_id,
    CAST(host_id AS BIGINT) AS host_id,
    CAST(uuid AS VARCHAR) AS uuid,
    CAST(elapsed AS DOUBLE) AS elapsed,
    CAST(message AS VARCHAR) AS message,
    CAST(created_at AS TIMESTAMP) AS created_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
