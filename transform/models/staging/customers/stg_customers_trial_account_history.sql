WITH history AS (

  {{ copy_history(
    source('customers_db', 'trial_accounts'),
    'id',
    [
      'billing_account_id', 'company'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS id,
  version_number,
  CAST(billing_account_id AS BIGINT) AS billing_account_id,
  CAST(company AS VARCHAR) AS company,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
