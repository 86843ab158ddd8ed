WITH history AS (

  {{ copy_history(
    source('customers_db', 'billing_accounts'),
    'id',
    [
      'zuora_account_name', 'zuora_account_id', 'salesforce_account_id'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS billing_account_id,
  version_number,
  CAST(zuora_account_name AS VARCHAR) AS zuora_account_name,
  CAST(zuora_account_id AS VARCHAR) AS zuora_account_id,
  CAST(salesforce_account_id AS VARCHAR) AS sfdc_account_id,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
