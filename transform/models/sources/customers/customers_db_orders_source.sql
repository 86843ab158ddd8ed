WITH source AS (

  {{ newest_copy(source('customers_db', 'orders')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS order_id,
    CAST(customer_id AS BIGINT) AS customer_id,
    CAST(product_rate_plan_id AS VARCHAR) AS product_rate_plan_id,
    CAST(subscription_id AS VARCHAR) AS subscription_id,
    CAST(subscription_name AS VARCHAR) AS subscription_name,
    CAST(start_date AS TIMESTAMP) AS order_start_date,
    CAST(end_date AS TIMESTAMP) AS order_end_date,
    CAST(quantity AS BIGINT) AS order_quantity,
    CAST(created_at AS TIMESTAMP) AS order_created_at,
    CAST(updated_at AS TIMESTAMP) AS order_updated_at,
    TRY_CAST(gl_namespace_id AS BIGINT) AS gitlab_namespace_id,
    CAST(gl_namespace_name AS VARCHAR) AS gitlab_namespace_name,
    CAST(amendment_type AS VARCHAR) AS amendment_type,
    CAST(trial AS BOOLEAN) AS order_is_trial,
    CAST(last_extra_ci_minutes_sync_at AS TIMESTAMP) AS last_extra_ci_minutes_sync_at,
    CAST(zuora_account_id AS VARCHAR) AS zuora_account_id,
    CAST(increased_billing_rate_notified_at AS TIMESTAMP) AS increased_billing_rate_notified_at,
    CAST(source AS VARCHAR) AS order_source,
    CAST(billing_account_id AS BIGINT) AS billing_account_id,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
