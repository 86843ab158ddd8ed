WITH source AS (

  {{ newest_copy(source('customers_db', 'license_seat_links')) }}

),

renamed AS (

  SELECT
    CAST(zuora_subscription_id AS VARCHAR) AS zuora_subscription_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(order_id AS BIGINT) AS order_id,
    CAST(active_user_count AS BIGINT) AS active_user_count,
    CAST(max_historical_user_count AS BIGINT) AS max_historical_user_count,
    CAST(license_user_count AS BIGINT) AS license_user_count,
    CAST(report_timestamp AS TIMESTAMP) AS report_timestamp,
    CAST(license_starts_on AS DATE) AS license_starts_on,
    CAST(zuora_subscription_name AS VARCHAR) AS zuora_subscription_name,
    CAST(hostname AS VARCHAR) AS hostname,
    CAST(instance_identifier AS VARCHAR) AS uuid,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
