WITH source AS (

  {{ newest_copy(source('customers_db', 'billing_accounts')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS billing_account_id,
    CAST(zuora_account_name AS VARCHAR) AS zuora_account_name,
    CAST(zuora_account_id AS VARCHAR) AS zuora_account_id,
    CAST(salesforce_account_id AS VARCHAR) AS sfdc_account_id,
    CAST(created_at AS TIMESTAMP) AS billing_account_created_at,
    CAST(updated_at AS TIMESTAMP) AS billing_account_updated_at,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
