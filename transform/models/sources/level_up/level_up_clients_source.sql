WITH source AS (

  SELECT *
  FROM {{ source('level_up', 'clients') }}

),

renamed AS (

  SELECT
    CAST(id AS VARCHAR) AS client_id,
    CAST(createdat AS TIMESTAMP) AS created_at,
    CAST(disabled AS BOOLEAN) AS is_disabled,
    CAST(name AS VARCHAR) AS name,
    CAST(sku AS VARCHAR) AS sku,
    CAST(slug AS VARCHAR) AS slug,
    tags,
    CAST(updatedat AS TIMESTAMP) AS updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
