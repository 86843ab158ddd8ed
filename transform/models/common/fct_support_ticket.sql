WITH tickets AS (

  SELECT *
  FROM {{ ref('stg_zendesk_ticket') }}

)

SELECT
  ticket_id,
  COALESCE(group_id, -1) AS group_id,
  organization_id,
  requester_id,
  assignee_id,
  ticket_status,
  priority,
  submission_channel,
  is_open,
  first_reply_minutes,
  first_reply_business_minutes,
  {{ week_of('ticket_created_at') }} AS created_week,
  {{ week_of('solved_at') }} AS solved_week,
  ticket_created_at,
  solved_at
FROM tickets
WHERE NOT is_deleted
