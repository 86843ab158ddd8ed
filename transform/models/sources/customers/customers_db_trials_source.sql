WITH source AS (

  {{ newest_copy(source('customers_db', 'trials')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS id,
    CAST(trial_account_id AS BIGINT) AS trial_account_id,
    CAST(quantity AS BIGINT) AS quantity,
    CAST(product_rate_plan_id AS VARCHAR) AS product_rate_plan_id,
    CAST(subscription_name AS VARCHAR) AS subscription_name,
    CAST(start_date AS DATE) AS start_date,
    CAST(end_date AS DATE) AS end_date,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
