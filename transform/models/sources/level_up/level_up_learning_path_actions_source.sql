WITH source AS (

  SELECT *
  FROM {{ source('level_up', 'learning_path_actions') }}

),

renamed AS (

  SELECT
    CAST(id AS VARCHAR) AS learning_path_action_id,
    CAST(source AS VARCHAR) AS source,
    CAST(timestamp AS TIMESTAMP) AS event_timestamp,
    CAST(type AS VARCHAR) AS learning_path_action_type,
    CAST(companyid AS VARCHAR) AS company_id,
    CAST(notifiableid AS VARCHAR) AS notifiable_id,
    CAST(learningpathtitle AS VARCHAR) AS learning_path_title,
    CAST(learningpathsku AS VARCHAR) AS learning_path_sku,
    CAST(milestonetitle AS VARCHAR) AS milestone_title,
    {{ json_text('userdetail', ['id']) }} AS user_id,
    {{ json_text('userdetail', ['sfContactId']) }} AS sf_contact_id,
    {{ json_text('userdetail', ['sfAccountId']) }} AS sf_account_id,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
