WITH history AS (

  {{ copy_history(
    source('customers_db', 'cloud_activations'),
    'id',
    [
      'customer_id', 'subscription_name', 'super_sonics_aware', 'seat_utilization_reminder_sent_at',
      'billing_account_id'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS cloud_activation_id,
  version_number,
  CAST(customer_id AS BIGINT) AS customer_id,
  CAST(subscription_name AS VARCHAR) AS subscription_name,
  CAST(super_sonics_aware AS BOOLEAN) AS is_super_sonics_aware_subscription,
  CAST(seat_utilization_reminder_sent_at AS TIMESTAMP) AS seat_utilization_reminder_sent_at,
  CAST(billing_account_id AS BIGINT) AS billing_account_id,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
