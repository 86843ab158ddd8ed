WITH history AS (

  {{ copy_history(
    source('customers_db', 'billing_account_memberships'),
    'id',
    [
      'customer_id', 'billing_account_id'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS billing_account_membership_id,
  version_number,
  CAST(customer_id AS BIGINT) AS customer_id,
  CAST(billing_account_id AS BIGINT) AS billing_account_id,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
