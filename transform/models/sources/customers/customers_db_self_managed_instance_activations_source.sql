WITH source AS (

  {{ newest_copy(source('customers_db', 'self_managed_instance_activations')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS self_managed_instance_activation_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(activated_at AS TIMESTAMP) AS activated_at,
    CAST(self_managed_instance_id AS BIGINT) AS self_managed_instance_id,
    CAST(cloud_activation_id AS BIGINT) AS cloud_activation_id,
    CAST(subscription_id AS VARCHAR) AS subscription_id,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
