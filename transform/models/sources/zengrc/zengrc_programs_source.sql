WITH source AS (

  SELECT *
  FROM {{ source('zengrc', 'programs') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS program_id,
    CAST(code AS VARCHAR) AS program_code,
    CAST(title AS VARCHAR) AS program_title,
    CAST(type AS VARCHAR) AS program_type,
    CAST(description AS VARCHAR) AS program_description,
    custom_attributes,
    editors AS program_editors,
    managers AS program_managers,
    {{ json_value('mapped', ['assessments']) }} AS mapped_assessments,
    {{ json_value('mapped', ['issues']) }} AS mapped_issues,
    {{ json_value('mapped', ['org_groups']) }} AS mapped_org_groups,
    {{ json_value('mapped', ['requests']) }} AS mapped_requests,
    {{ json_value('mapped', ['risks']) }} AS mapped_risks,
    {{ json_value('mapped', ['standards']) }} AS mapped_standards,
    {{ json_value('mapped', ['systems']) }} AS mapped_systems,
    CAST(notes AS VARCHAR) AS program_notes,
    readers AS program_readers,
    CAST(reference_url AS VARCHAR) AS program_reference_url,
    primary_contact AS program_primary_contact,
    secondary_contact AS program_secondary_contact,
    CAST(status AS VARCHAR) AS program_status,
    CAST(tags AS VARCHAR) AS program_tags,
    CAST(url AS VARCHAR) AS program_url,
    CAST(effective_date AS DATE) AS program_effective_date,
    CAST(created_at AS TIMESTAMP) AS program_created_at,
    CAST(updated_at AS TIMESTAMP) AS program_updated_at,
    CAST(stop_date AS DATE) AS program_stop_date,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS program_loaded_at
  FROM source

)

SELECT *
FROM renamed
