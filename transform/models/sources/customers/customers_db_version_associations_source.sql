WITH source AS (

  {{ newest_copy(source('customers_db', 'version_associations')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS version_association_id,
    CAST(version_id AS BIGINT) AS version_id,
    CAST(foreign_key_name AS VARCHAR) AS foreign_key_name,
    CAST(foreign_key_id AS BIGINT) AS foreign_key_id,
    CAST(foreign_type AS VARCHAR) AS foreign_type,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
