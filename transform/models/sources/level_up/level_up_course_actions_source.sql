WITH source AS (

  SELECT *
  FROM {{ source('level_up', 'course_actions') }}

),

renamed AS (

  SELECT
    CAST(id AS VARCHAR) AS course_action_id,
    CAST(companyid AS VARCHAR) AS company_id,
    CAST(source AS VARCHAR) AS course_action,
    CAST(coursesku AS VARCHAR) AS course_sku,
    CAST(coursetitle AS VARCHAR) AS course_title,
    CAST(timestamp AS TIMESTAMP) AS event_timestamp,
    CAST(notifiableid AS VARCHAR) AS notifiable_id,
    CAST(type AS VARCHAR) AS transaction_type,
    {{ json_text('userdetail', ['id']) }} AS user_id,
    {{ json_text('userdetail', ['sfContactId']) }} AS sf_contact_id,
    {{ json_text('userdetail', ['sfAccountId']) }} AS sf_account_id,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
