WITH history AS (

  {{ copy_history(
    source('customers_db', 'reconciliations'),
    'id',
    [
      'order_id', 'completed_email_sent_at', 'error_message', 'qsr_opportunity_id', 'quoted_invoice_amount',
      'quoted_invoice_at', 'reconcile_done_at', 'reconcile_on', 'skip_reason', 'upcoming_email_sent_at', 'user_count'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS id,
  version_number,
  CAST(order_id AS BIGINT) AS order_id,
  CAST(completed_email_sent_at AS TIMESTAMP) AS completed_email_sent_at,
  CAST(error_message AS VARCHAR) AS error_message,
  CAST(qsr_opportunity_id AS VARCHAR) AS qsr_opportunity_id,
  CAST(quoted_invoice_amount AS DECIMAL(38, 2)) AS quoted_invoice_amount,
  CAST(quoted_invoice_at AS TIMESTAMP) AS quoted_invoice_at,
  CAST(reconcile_done_at AS TIMESTAMP) AS reconcile_done_at,
  CAST(reconcile_on AS TIMESTAMP) AS reconcile_on,
  CAST(skip_reason AS VARCHAR) AS skip_reason,
  CAST(upcoming_email_sent_at AS TIMESTAMP) AS upcoming_email_sent_at,
  CAST(user_count AS BIGINT) AS user_count,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
