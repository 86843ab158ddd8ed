WITH history AS (

  {{ copy_history(
    source('customers_db', 'self_managed_instance_activations'),
    'id',
    [
      'activated_at', 'self_managed_instance_id', 'cloud_activation_id', 'subscription_id'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS self_managed_instance_activation_id,
  version_number,
  CAST(activated_at AS TIMESTAMP) AS activated_at,
  CAST(self_managed_instance_id AS BIGINT) AS self_managed_instance_id,
  CAST(cloud_activation_id AS BIGINT) AS cloud_activation_id,
  CAST(subscription_id AS VARCHAR) AS subscription_id,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
