WITH source AS (

  {{ newest_copy(source('customers_db', 'cloud_activations')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS cloud_activation_id,
    CAST(created_at AS TIMESTAMP) AS cloud_activation_created_at,
    CAST(updated_at AS TIMESTAMP) AS cloud_activation_updated_at,
    CAST(customer_id AS BIGINT) AS customer_id,
    CAST(subscription_name AS VARCHAR) AS subscription_name,
    CAST(super_sonics_aware AS BOOLEAN) AS is_super_sonics_aware_subscription,
    CAST(seat_utilization_reminder_sent_at AS TIMESTAMP) AS seat_utilization_reminder_sent_at,
    CAST(billing_account_id AS BIGINT) AS billing_account_id,
    CAST(activation_code AS VARCHAR) AS cloud_activation_code,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
