WITH source AS (

  SELECT *
  FROM {{ source('zendesk', 'ticket_metrics') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ticket_metrics_id,
    CAST(ticket_id AS BIGINT) AS ticket_id,
    CAST(url AS VARCHAR) AS ticket_metrics_url,
    CAST({{ json_text('agent_wait_time_in_minutes', ['business']) }} AS DOUBLE)
      AS agent_wait_time_in_minutes_business_hours,
    CAST({{ json_text('agent_wait_time_in_minutes', ['calendar']) }} AS DOUBLE)
      AS agent_wait_time_in_minutes_calendar_hours,
    CAST(assignee_stations AS BIGINT) AS assignee_station_number,
    CAST({{ json_text('first_resolution_time_in_minutes', ['business']) }} AS DOUBLE)
      AS first_resolution_time_in_minutes_during_business_hours,
    CAST({{ json_text('first_resolution_time_in_minutes', ['calendar']) }} AS DOUBLE)
      AS first_resolution_time_in_minutes_during_calendar_hours,
    CAST({{ json_text('full_resolution_time_in_minutes', ['business']) }} AS DOUBLE)
      AS full_resolution_time_in_minutes_during_business_hours,
    CAST({{ json_text('full_resolution_time_in_minutes', ['calendar']) }} AS DOUBLE)
      AS full_resolution_time_in_minutes_during_calendar_hours,
    CAST(group_stations AS BIGINT) AS group_station_number,
    CAST({{ json_text('on_hold_time_in_minutes', ['business']) }} AS DOUBLE)
      AS on_hold_time_in_minutes_during_business_hours,
    CAST({{ json_text('on_hold_time_in_minutes', ['calendar']) }} AS DOUBLE)
      AS on_hold_time_in_minutes_during_calendar_hours,
    CAST(reopens AS BIGINT) AS reopens,
    CAST(replies AS BIGINT) AS total_replies,
    CAST({{ json_text('reply_time_in_minutes', ['business']) }} AS DOUBLE)
      AS reply_time_in_minutes_during_business_hours,
    CAST({{ json_text('reply_time_in_minutes', ['calendar']) }} AS DOUBLE)
      AS reply_time_in_minutes_during_calendar_hours,
    CAST({{ json_text('reply_time_in_seconds', ['business']) }} AS DOUBLE)
      AS reply_time_in_seconds_during_business_hours,
    CAST({{ json_text('reply_time_in_seconds', ['calendar']) }} AS DOUBLE)
      AS reply_time_in_seconds_during_calendar_hours,
    CAST({{ json_text('requester_wait_time_in_minutes', ['business']) }} AS DOUBLE)
      AS requester_wait_time_in_minutes_during_business_hours,
    CAST({{ json_text('requester_wait_time_in_minutes', ['calendar']) }} AS DOUBLE)
      AS requester_wait_time_in_minutes_during_calendar_hours,
    CAST(assigned_at AS TIMESTAMP) AS assigned_at,
    CAST(assignee_updated_at AS TIMESTAMP) AS assignee_updated_at,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(custom_status_updated_at AS TIMESTAMP) AS custom_status_updated_at,
    CAST(initially_assigned_at AS TIMESTAMP) AS initially_assigned_at,
    CAST(latest_comment_added_at AS TIMESTAMP) AS latest_comment_added_at,
    CAST(requester_updated_at AS TIMESTAMP) AS requester_updated_at,
    CAST(solved_at AS TIMESTAMP) AS solved_at,
    CAST(status_updated_at AS TIMESTAMP) AS status_updated_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
