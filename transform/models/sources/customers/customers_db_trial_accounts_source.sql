WITH source AS (

  {{ newest_copy(source('customers_db', 'trial_accounts')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS id,
    CAST(billing_account_id AS BIGINT) AS billing_account_id,
    CAST(company AS VARCHAR) AS company,
    CAST(name AS VARCHAR) AS trial_account_name,
    CAST(email AS VARCHAR) AS email,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
