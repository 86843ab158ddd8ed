WITH history AS (

  {{ copy_history(
    source('customers_db', 'provisions'),
    'subscription_id',
    [
      'subscription_name', 'state', 'state_reason', 'subscription_version', 'contract_effective_date'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(subscription_id AS VARCHAR) AS subscription_id,
  version_number,
  CAST(subscription_name AS VARCHAR) AS subscription_name,
  CAST(state AS VARCHAR) AS state,
  CAST(state_reason AS BIGINT) AS state_reason,
  CAST(subscription_version AS BIGINT) AS subscription_version,
  CAST(contract_effective_date AS DATE) AS contract_effective_date,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
