WITH source AS (

  SELECT *
  FROM {{ source('zengrc', 'issue') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS issue_id,
    CAST(code AS VARCHAR) AS issue_code,
    CAST(created_at AS TIMESTAMP) AS issue_created_at,
    custom_attributes AS issue_custom_attributes,
    CAST(description AS VARCHAR) AS issue_description,
    {{ json_value('mapped', ['audits']) }} AS mapped_audits,
    {{ json_value('mapped', ['controls']) }} AS mapped_controls,
    {{ json_value('mapped', ['programs']) }} AS mapped_programs,
    {{ json_value('mapped', ['standards']) }} AS mapped_standards,
    CAST(notes AS VARCHAR) AS issue_notes,
    CAST(status AS VARCHAR) AS issue_status,
    CAST(stop_date AS DATE) AS issue_stop_date,
    CAST(tags AS VARCHAR) AS issue_tags,
    CAST(title AS VARCHAR) AS issue_title,
    CAST(type AS VARCHAR) AS zengrc_object_type,
    CAST(updated_at AS TIMESTAMP) AS issue_updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS issue_loaded_at,
    {{ zengrc_attribute('111') }} AS risk_rating,
    CAST(NULLIF({{ zengrc_attribute('142') }}, '') AS DOUBLE) AS likelihood,
    CAST(NULLIF({{ zengrc_attribute('143') }}, '') AS DOUBLE) AS impact,
    {{ zengrc_attribute('153') }} AS gitlab_issue_url,
    CAST(NULLIF({{ zengrc_attribute('207') }}, '') AS BOOLEAN) AS is_reported_to_audit_committee
  FROM source

)

SELECT *
FROM renamed
