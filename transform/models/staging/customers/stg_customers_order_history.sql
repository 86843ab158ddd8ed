WITH history AS (

  {{ copy_history(
    source('customers_db', 'orders'),
    'id',
    [
      'customer_id', 'product_rate_plan_id', 'subscription_id', 'subscription_name', 'start_date', 'end_date',
      'quantity', 'gl_namespace_id', 'gl_namespace_name', 'amendment_type', 'trial', 'last_extra_ci_minutes_sync_at',
      'zuora_account_id', 'increased_billing_rate_notified_at', 'source', 'billing_account_id'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS order_id,
  version_number,
  CAST(customer_id AS BIGINT) AS customer_id,
  CAST(product_rate_plan_id AS VARCHAR) AS product_rate_plan_id,
  CAST(subscription_id AS VARCHAR) AS subscription_id,
  CAST(subscription_name AS VARCHAR) AS subscription_name,
  CAST(start_date AS TIMESTAMP) AS order_start_date,
  CAST(end_date AS TIMESTAMP) AS order_end_date,
  CAST(quantity AS BIGINT) AS order_quantity,
  TRY_CAST(gl_namespace_id AS BIGINT) AS gitlab_namespace_id,
  CAST(gl_namespace_name AS VARCHAR) AS gitlab_namespace_name,
  CAST(amendment_type AS VARCHAR) AS amendment_type,
  CAST(trial AS BOOLEAN) AS order_is_trial,
  CAST(last_extra_ci_minutes_sync_at AS TIMESTAMP) AS last_extra_ci_minutes_sync_at,
  CAST(zuora_account_id AS VARCHAR) AS zuora_account_id,
  CAST(increased_billing_rate_notified_at AS TIMESTAMP) AS increased_billing_rate_notified_at,
  CAST(source AS VARCHAR) AS order_source,
  CAST(billing_account_id AS BIGINT) AS billing_account_id,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
