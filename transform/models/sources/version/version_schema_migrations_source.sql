WITH source AS (

  {{ newest_copy(source('version', 'schema_migrations')) }}

),

renamed AS (

  SELECT
    CAST(version AS VARCHAR) AS version,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
