WITH completions AS (

  SELECT *
  FROM {{ ref('level_up_course_completions_source') }}

),

users AS (

  SELECT *
  FROM {{ ref('level_up_users_source') }}

)

SELECT
  completions.course_completion_id,
  completions.user_id,
  completions.notifiable_id AS course_id,
  completions.title AS course_title,
  completions.transaction_type,
  completions.event_timestamp,
  -- The event says the account as it was then; not all events do.
  COALESCE(completions.sf_account_id, users.sf_account_id) AS account_id,
  users.client_id
FROM completions
LEFT JOIN users
  ON completions.user_id = users.user_id
