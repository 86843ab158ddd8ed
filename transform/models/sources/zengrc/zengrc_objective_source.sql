WITH source AS (

  SELECT *
  FROM {{ source('zengrc', 'objective') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS objective_id,
    CAST(code AS VARCHAR) AS objective_code,
    CAST(created_at AS TIMESTAMP) AS objective_created_at,
    CAST(description AS VARCHAR) AS objective_description,
    CAST(os_state AS VARCHAR) AS objective_os_state,
    CAST(status AS VARCHAR) AS objective_status,
    CAST(title AS VARCHAR) AS objective_title,
    CAST(type AS VARCHAR) AS zengrc_object_type,
    CAST(updated_at AS TIMESTAMP) AS objective_updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS objective_loaded_at,
    custom_attributes
  FROM source

)

SELECT *
FROM renamed
