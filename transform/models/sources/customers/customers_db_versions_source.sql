WITH source AS (

  {{ newest_copy(source('customers_db', 'versions')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS version_id,
    CAST(item_type AS VARCHAR) AS item_type,
    CAST(item_id AS BIGINT) AS item_id,
    CAST(event AS VARCHAR) AS event,
    CAST(whodunnit AS VARCHAR) AS whodunnit,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(transaction_id AS BIGINT) AS transaction_id,
    CAST(object AS VARCHAR) AS object,
    CAST(object_changes AS VARCHAR) AS object_changes,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
