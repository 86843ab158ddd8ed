WITH source AS (

  SELECT *
  FROM {{ source('version', 'raw_usage_data') }}

),

renamed AS (

  SELECT
    CAST(id AS VARCHAR) AS raw_usage_data_id,
    payload,
    CAST(recorded_at AS TIMESTAMP) AS recorded_at,
    CAST(created_at AS TIMESTAMP) AS created_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
