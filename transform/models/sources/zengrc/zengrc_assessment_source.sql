WITH source AS (

  SELECT *
  FROM {{ source('zengrc', 'assessment') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS assessment_id,
    assessors,
    CAST(code AS VARCHAR) AS assessment_code,
    CAST(conclusion AS VARCHAR) AS assessment_conclusion,
    CAST({{ json_text('control', ['id']) }} AS BIGINT) AS control_id,
    {{ json_text('control', ['title']) }} AS control_title,
    {{ json_text('control', ['type']) }} AS control_type,
    CAST(created_at AS TIMESTAMP) AS assessment_created_at,
    CAST(description AS VARCHAR) AS assessment_description,
    CAST(end_date AS DATE) AS assessment_end_date,
    {{ json_value('mapped', ['audits']) }} AS mapped_audits,
    CAST(start_date AS DATE) AS assessment_start_date,
    CAST(status AS VARCHAR) AS assessment_status,
    CAST(title AS VARCHAR) AS assessment_title,
    CAST(type AS VARCHAR) AS zengrc_object_type,
    CAST(updated_at AS TIMESTAMP) AS assessment_updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS assessment_loaded_at,
    {{ zengrc_attribute('141') }} AS annualized_population_size,
    {{ zengrc_attribute('113') }} AS gitlab_control_owner,
    {{ zengrc_attribute('118') }} AS system_level,
    {{ zengrc_attribute('104') }} AS test_of_design_results,
    {{ zengrc_attribute('105') }} AS test_of_operating_effectiveness_results,
    CAST(NULLIF({{ zengrc_attribute('128') }}, '') AS DOUBLE) AS total_hours_estimate,
    custom_attributes
  FROM source

)

SELECT *
FROM renamed
