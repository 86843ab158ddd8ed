WITH source AS (

  SELECT *
  FROM {{ source('zengrc', 'risk') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS risk_id,
    CAST(code AS VARCHAR) AS risk_code,
    CAST(created_at AS TIMESTAMP) AS risk_created_at,
    custom_attributes AS risk_custom_attributes,
    CAST(description AS VARCHAR) AS risk_description,
    risk_vector_score_values,
    CAST(status AS VARCHAR) AS risk_status,
    CAST(title AS VARCHAR) AS risk_title,
    CAST(type AS VARCHAR) AS zengrc_object_type,
    CAST(updated_at AS TIMESTAMP) AS risk_updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS risk_loaded_at,
    CAST(NULLIF({{ zengrc_attribute('79') }}, '') AS DATE) AS risk_identified_date,
    {{ zengrc_attribute('46') }} AS risk_owner,
    {{ zengrc_attribute('74') }} AS risk_tier,
    {{ zengrc_attribute('159') }} AS risk_treatment_option_selected
  FROM source

)

SELECT *
FROM renamed
