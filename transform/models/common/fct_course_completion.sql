WITH completions AS (

  SELECT *
  FROM {{ ref('stg_level_up_course_completion') }}

)

SELECT
  course_completion_id,
  user_id,
  course_id,
  course_title,
  account_id,
  client_id,
  event_timestamp AS completed_at,
  CAST(DATE_TRUNC('month', event_timestamp) AS DATE) AS completed_month
FROM completions
