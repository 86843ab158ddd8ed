WITH source AS (

  {{ newest_copy(source('customers_db', 'temporary_extension_histories')) }}

),

renamed AS (

  SELECT
    CAST(subscription_name AS VARCHAR) AS subscription_name,
    CAST(billing_account_id AS BIGINT) AS billing_account_id,
    CAST(license_id AS BIGINT) AS license_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(request_date AS DATE) AS request_date,
    CAST(start_date AS DATE) AS start_date,
    CAST(end_date AS DATE) AS end_date,
    CAST(salesforce_opportunity_id AS VARCHAR) AS salesforce_opportunity_id,
    CAST(subscription_id AS VARCHAR) AS subscription_id,
    CAST(requester_email AS VARCHAR) AS requester_email,
    CAST(reason AS VARCHAR) AS reason,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
