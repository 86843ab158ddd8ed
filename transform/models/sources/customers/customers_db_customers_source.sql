WITH source AS (

  {{ newest_copy(source('customers_db', 'customers')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS customer_id,
    CAST(created_at AS TIMESTAMP) AS customer_created_at,
    CAST(updated_at AS TIMESTAMP) AS customer_updated_at,
    CAST(sign_in_count AS BIGINT) AS sign_in_count,
    CAST(current_sign_in_at AS TIMESTAMP) AS current_sign_in_at,
    CAST(last_sign_in_at AS TIMESTAMP) AS last_sign_in_at,
    CAST(provider AS VARCHAR) AS customer_provider,
    CAST(uid AS VARCHAR) AS customer_provider_user_id,
    CAST(country AS VARCHAR) AS country,
    CAST(state AS VARCHAR) AS state,
    CAST(city AS VARCHAR) AS city,
    CAST(vat_code AS VARCHAR) AS vat_code,
    CAST(company AS VARCHAR) AS company,
    CAST(company_size AS VARCHAR) AS company_size,
    CAST(salesforce_account_id AS VARCHAR) AS sfdc_account_id,
    CAST(confirmed_at AS TIMESTAMP) AS confirmed_at,
    CAST(confirmation_sent_at AS TIMESTAMP) AS confirmation_sent_at,
    CAST(first_name AS VARCHAR) AS customer_first_name,
    CAST(last_name AS VARCHAR) AS customer_last_name,
    CAST(email AS VARCHAR) AS customer_email,
    CAST(billable AS BOOLEAN) AS customer_is_billable,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
