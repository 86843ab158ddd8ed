WITH source AS (

  {{ newest_copy(source('customers_db', 'schema_migrations')) }}

),

renamed AS (

  SELECT
    CAST(version AS VARCHAR) AS version,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
