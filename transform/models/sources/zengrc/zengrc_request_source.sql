WITH source AS (

  SELECT *
  FROM {{ source('zengrc', 'request') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS request_id,
    assignees,
    CAST({{ json_text('audit', ['id']) }} AS BIGINT) AS audit_id,
    {{ json_text('audit', ['title']) }} AS audit_title,
    CAST(code AS VARCHAR) AS request_code,
    CAST(created_at AS TIMESTAMP) AS request_created_at,
    custom_attributes AS request_custom_attributes,
    CAST(description AS VARCHAR) AS request_description,
    CAST(end_date AS DATE) AS request_end_date,
    {{ json_value('mapped', ['controls']) }} AS mapped_controls,
    {{ json_value('mapped', ['issues']) }} AS mapped_issues,
    {{ json_value('mapped', ['programs']) }} AS mapped_programs,
    requesters AS requestors,
    CAST(start_date AS DATE) AS request_start_date,
    CAST(status AS VARCHAR) AS request_status,
    CAST(stop_date AS DATE) AS request_stop_date,
    CAST(tags AS VARCHAR) AS request_tags,
    CAST(title AS VARCHAR) AS request_title,
    CAST(type AS VARCHAR) AS zengrc_object_type,
    CAST(updated_at AS TIMESTAMP) AS request_updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS request_loaded_at,
    {{ zengrc_attribute('209') }} AS arr_impact,
    {{ zengrc_attribute('68') }} AS audit_period,
    CAST(NULLIF({{ zengrc_attribute('70') }}, '') AS BOOLEAN) AS is_external_audit,
    {{ zengrc_attribute('60') }} AS gitlab_issue_url
  FROM source

)

SELECT *
FROM renamed
