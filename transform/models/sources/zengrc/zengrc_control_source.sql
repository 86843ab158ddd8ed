WITH source AS (

  SELECT *
  FROM {{ source('zengrc', 'control') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS control_id,
    CAST(code AS VARCHAR) AS control_code,
    CAST(created_at AS TIMESTAMP) AS control_created_at,
    CAST(description AS VARCHAR) AS control_description,
    {{ json_value('mapped', ['objectives']) }} AS mapped_objectives,
    CAST(status AS VARCHAR) AS control_status,
    CAST(title AS VARCHAR) AS control_title,
    CAST(type AS VARCHAR) AS zengrc_object_type,
    CAST(updated_at AS TIMESTAMP) AS control_updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS control_loaded_at,
    {{ zengrc_attribute('116') }} AS control_level,
    {{ zengrc_attribute('186') }} AS control_type,
    CAST(NULLIF({{ zengrc_attribute('12') }}, '') AS DOUBLE) AS relative_control_weighting,
    custom_attributes
  FROM source

)

SELECT *
FROM renamed
