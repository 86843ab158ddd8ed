WITH source AS (

  SELECT *
  FROM {{ source('level_up', 'course_completions') }}

),

renamed AS (

  SELECT
    CAST(id AS VARCHAR) AS course_completion_id,
    CAST(companyid AS VARCHAR) AS company_id,
    CAST(source AS VARCHAR) AS course_action,
    CAST(event AS VARCHAR) AS event,
    CAST(timestamp AS TIMESTAMP) AS event_timestamp,
    CAST(license AS VARCHAR) AS license,
    CAST(notifiableid AS VARCHAR) AS notifiable_id,
    CAST(title AS VARCHAR) AS title,
    CAST(type AS VARCHAR) AS transaction_type,
    CAST(updatedat AS TIMESTAMP) AS updated_at,
    {{ json_text('userdetail', ['id']) }} AS user_id,
    {{ json_text('userdetail', ['sfContactId']) }} AS sf_contact_id,
    {{ json_text('userdetail', ['sfAccountId']) }} AS sf_account_id,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
