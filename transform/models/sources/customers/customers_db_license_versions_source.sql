WITH source AS (

  {{ newest_copy(source('customers_db', 'license_versions')) }}

),

renamed AS (

  SELECT
    CAST(item_id AS BIGINT) AS item_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(item_type AS VARCHAR) AS item_type,
    CAST(event AS VARCHAR) AS event,
    CAST(whodunnit AS VARCHAR) AS whodunnit,
    CAST(object AS VARCHAR) AS object,
    CAST(object_changes AS VARCHAR) AS object_changes,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
