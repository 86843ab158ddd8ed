WITH history AS (

  {{ copy_history(
    source('customers_db', 'billing_account_contacts'),
    'id',
    [
      'zuora_contact_id', 'zuora_account_id'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS billing_account_contact_id,
  version_number,
  CAST(zuora_contact_id AS VARCHAR) AS zuora_contact_id,
  CAST(zuora_account_id AS VARCHAR) AS zuora_account_id,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
