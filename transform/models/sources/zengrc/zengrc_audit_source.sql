WITH source AS (

  SELECT *
  FROM {{ source('zengrc', 'audit') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS audit_id,
    audit_managers,
    CAST(code AS VARCHAR) AS audit_code,
    CAST(created_at AS TIMESTAMP) AS audit_created_at,
    CAST(description AS VARCHAR) AS audit_description,
    CAST(end_date AS DATE) AS audit_end_date,
    {{ json_value('mapped', ['markets']) }} AS mapped_markets,
    {{ json_value('mapped', ['standards']) }} AS mapped_standards,
    CAST({{ json_text('program', ['id']) }} AS BIGINT) AS program_id,
    {{ json_text('program', ['title']) }} AS program_title,
    {{ json_text('program', ['type']) }} AS program_type,
    CAST(report_period_end_date AS DATE) AS audit_report_period_end_date,
    CAST(report_period_start_date AS DATE) AS audit_report_period_start_date,
    CAST(start_date AS DATE) AS audit_start_date,
    CAST(status AS VARCHAR) AS audit_status,
    CAST(sync_external_attachments AS BOOLEAN) AS has_external_attachments,
    CAST(sync_external_comments AS BOOLEAN) AS has_external_comments,
    CAST(title AS VARCHAR) AS audit_title,
    CAST(type AS VARCHAR) AS zengrc_object_type,
    CAST(updated_at AS TIMESTAMP) AS audit_updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS audit_loaded_at,
    {{ zengrc_attribute('66') }} AS audit_category,
    CAST(NULLIF({{ zengrc_attribute('212') }}, '') AS DATE) AS audit_completion_date,
    {{ zengrc_attribute('149') }} AS inherent_risk,
    {{ zengrc_attribute('150') }} AS residual_risk,
    custom_attributes
  FROM source

)

SELECT *
FROM renamed
