WITH source AS (

  {{ newest_copy(source('customers_db', 'provisions')) }}

),

renamed AS (

  SELECT
    CAST(subscription_id AS VARCHAR) AS subscription_id,
    CAST(subscription_name AS VARCHAR) AS subscription_name,
    CAST(state AS VARCHAR) AS state,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(state_reason AS BIGINT) AS state_reason,
    CAST(subscription_version AS BIGINT) AS subscription_version,
    CAST(contract_effective_date AS DATE) AS contract_effective_date,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
