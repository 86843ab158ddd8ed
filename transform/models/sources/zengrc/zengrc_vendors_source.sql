WITH source AS (

  SELECT *
  FROM {{ source('zengrc', 'vendors') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS vendor_id,
    CAST(code AS VARCHAR) AS vendor_code,
    CAST(title AS VARCHAR) AS vendor_title,
    CAST(type AS VARCHAR) AS vendor_type,
    CAST(description AS VARCHAR) AS vendor_description,
    CAST(notes AS VARCHAR) AS vendor_notes,
    CAST(reference_url AS VARCHAR) AS vendor_reference_url,
    CAST(risk_rating AS VARCHAR) AS vendor_risk_rating,
    secondary_contact AS vendor_secondary_contact,
    CAST(status AS VARCHAR) AS vendor_status,
    CAST(tags AS VARCHAR) AS vendor_tags,
    CAST(url AS VARCHAR) AS vendor_url,
    {{ json_value('mapped', ['data_assets']) }} AS mapped_data_assets,
    {{ json_value('mapped', ['facilities']) }} AS mapped_facilities,
    {{ json_value('mapped', ['products']) }} AS mapped_products,
    {{ json_value('mapped', ['systems']) }} AS mapped_systems,
    {{ json_value('mapped', ['tasks']) }} AS mapped_tasks,
    {{ zengrc_attribute('103') }} AS third_party_type,
    {{ zengrc_attribute('229') }} AS critical_system_tier,
    {{ zengrc_attribute('269') }} AS third_party_residual_risk,
    {{ zengrc_attribute('76') }} AS third_party_inherent_risk,
    CAST(start_date AS DATE) AS vendor_start_date,
    CAST(created_at AS TIMESTAMP) AS vendor_created_at,
    CAST(updated_at AS TIMESTAMP) AS vendor_updated_at,
    CAST(end_date AS DATE) AS vendor_stop_date,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS vendor_loaded_at,
    custom_attributes
  FROM source

)

SELECT *
FROM renamed
