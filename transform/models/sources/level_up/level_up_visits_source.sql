WITH source AS (

  SELECT *
  FROM {{ source('level_up', 'visits') }}

),

renamed AS (

  SELECT
    _event_key AS event_key,
    CAST(companyhost AS VARCHAR) AS company_host,
    CAST(companyid AS VARCHAR) AS company_id,
    CAST(companysubdomain AS VARCHAR) AS company_subdomain,
    CAST(event AS VARCHAR) AS event,
    CAST(timestamp AS TIMESTAMP) AS event_timestamp,
    {{ json_text('userdetail', ['id']) }} AS user_id,
    {{ json_text('userdetail', ['sfContactId']) }} AS sf_contact_id,
    {{ json_text('userdetail', ['sfAccountId']) }} AS sf_account_id,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
