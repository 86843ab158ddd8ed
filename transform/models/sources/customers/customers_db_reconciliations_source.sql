WITH source AS (

  {{ newest_copy(source('customers_db', 'reconciliations')) }}

),

renamed AS (

  SELECT
    CAST(order_id AS BIGINT) AS order_id,
    CAST(completed_email_sent_at AS TIMESTAMP) AS completed_email_sent_at,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(error_message AS VARCHAR) AS error_message,
    CAST(id AS BIGINT) AS id,
    CAST(qsr_opportunity_id AS VARCHAR) AS qsr_opportunity_id,
    CAST(quoted_invoice_amount AS DECIMAL(38, 2)) AS quoted_invoice_amount,
    CAST(quoted_invoice_at AS TIMESTAMP) AS quoted_invoice_at,
    CAST(reconcile_done_at AS TIMESTAMP) AS reconcile_done_at,
    CAST(reconcile_on AS TIMESTAMP) AS reconcile_on,
    CAST(skip_reason AS VARCHAR) AS skip_reason,
    CAST(upcoming_email_sent_at AS TIMESTAMP) AS upcoming_email_sent_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(user_count AS BIGINT) AS user_count,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
