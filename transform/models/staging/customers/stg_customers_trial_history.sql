WITH history AS (

  {{ copy_history(
    source('customers_db', 'trials'),
    'id',
    [
      'trial_account_id', 'quantity', 'product_rate_plan_id', 'subscription_name', 'start_date', 'end_date'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS id,
  version_number,
  CAST(trial_account_id AS BIGINT) AS trial_account_id,
  CAST(quantity AS BIGINT) AS quantity,
  CAST(product_rate_plan_id AS VARCHAR) AS product_rate_plan_id,
  CAST(subscription_name AS VARCHAR) AS subscription_name,
  CAST(start_date AS DATE) AS start_date,
  CAST(end_date AS DATE) AS end_date,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
