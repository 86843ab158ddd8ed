WITH tickets AS (

  SELECT *
  FROM {{ ref('zendesk_tickets_source') }}

),

metrics AS (

  SELECT *
  FROM {{ ref('zendesk_ticket_metrics_source') }}

)

SELECT
  tickets.ticket_id,
  tickets.group_id,
  tickets.organization_id,
  tickets.requester_id,
  tickets.assignee_id,
  tickets.ticket_form_id,
  tickets.ticket_status,
  tickets.priority,
  tickets.submission_channel,
  metrics.reply_time_in_minutes_during_calendar_hours AS first_reply_minutes,
  metrics.reply_time_in_minutes_during_business_hours AS first_reply_business_minutes,
  COALESCE(tickets.is_deleted, FALSE) OR COALESCE(tickets.ticket_status = 'deleted', FALSE) AS is_deleted,
  -- A status that is not known counts as open: a ticket too many is seen, one too few is not.
  COALESCE(tickets.ticket_status NOT IN ('solved', 'closed', 'deleted'), TRUE) AS is_open,
  tickets.ticket_created_at,
  -- Metrics keep the time of a solution that did not last, and old tickets may have no metrics.
  CASE
    WHEN tickets.ticket_status IN ('solved', 'closed') THEN COALESCE(metrics.solved_at, tickets.ticket_updated_at)
  END AS solved_at
FROM tickets
LEFT JOIN metrics
  ON tickets.ticket_id = metrics.ticket_id
