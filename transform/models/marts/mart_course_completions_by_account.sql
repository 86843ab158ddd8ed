WITH completions AS (

  SELECT *
  FROM {{ ref('fct_course_completion') }}

)

SELECT
  COALESCE(account_id, 'Missing account_id') AS account_id,
  completed_month,
  COUNT(*) AS completions,
  COUNT(DISTINCT user_id) AS learners,
  COUNT(DISTINCT course_id) AS courses,
  MAX(completed_at) AS last_completed_at
FROM completions
GROUP BY COALESCE(account_id, 'Missing account_id'), completed_month
