WITH source AS (

  {{ newest_copy(source('customers_db', 'billing_account_contacts')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS billing_account_contact_id,
    CAST(work_email AS VARCHAR) AS work_email,
    CAST(created_at AS TIMESTAMP) AS billing_account_contact_created_at,
    CAST(updated_at AS TIMESTAMP) AS billing_account_contact_updated_at,
    CAST(zuora_contact_id AS VARCHAR) AS zuora_contact_id,
    CAST(zuora_account_id AS VARCHAR) AS zuora_account_id,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
