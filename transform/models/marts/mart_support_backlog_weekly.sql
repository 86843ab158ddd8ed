WITH tickets AS (

  SELECT *
  FROM {{ ref('fct_support_ticket') }}

),

groups AS (

  SELECT *
  FROM {{ ref('dim_support_group') }}

),

created AS (

  SELECT
    group_id,
    created_week AS week,
    COUNT(*) AS created_tickets,
    COUNT(first_reply_minutes) AS answered_tickets,
    {{ percentile('first_reply_minutes', 0.5) }} AS median_first_reply_minutes,
    {{ percentile('first_reply_minutes', 0.9) }} AS p90_first_reply_minutes,
    {{ percentile('first_reply_business_minutes', 0.5) }} AS median_first_reply_business_minutes
  FROM tickets
  GROUP BY group_id, created_week

),

solved AS (

  SELECT
    group_id,
    solved_week AS week,
    COUNT(*) AS solved_tickets
  FROM tickets
  WHERE NOT is_open
  GROUP BY group_id, solved_week

),

-- Every week in which anything happened, from each group's first on: a quiet week has a backlog, too.
weeks AS (

  SELECT week
  FROM created
  UNION DISTINCT
  SELECT week
  FROM solved

),

beginnings AS (

  SELECT
    group_id,
    MIN(week) AS first_week
  FROM created
  GROUP BY group_id

),

counted AS (

  SELECT
    beginnings.group_id,
    weeks.week,
    COALESCE(created.created_tickets, 0) AS created_tickets,
    COALESCE(solved.solved_tickets, 0) AS solved_tickets,
    COALESCE(created.answered_tickets, 0) AS answered_tickets,
    created.median_first_reply_minutes,
    created.p90_first_reply_minutes,
    created.median_first_reply_business_minutes
  FROM beginnings
  INNER JOIN weeks
    ON beginnings.first_week <= weeks.week
  LEFT JOIN created
    ON beginnings.group_id = created.group_id AND weeks.week = created.week
  LEFT JOIN solved
    ON beginnings.group_id = solved.group_id AND weeks.week = solved.week

)

SELECT
  counted.group_id,
  groups.group_name,
  counted.week,
  counted.created_tickets,
  counted.solved_tickets,
  SUM(counted.created_tickets - counted.solved_tickets) OVER (
    PARTITION BY counted.group_id
    ORDER BY counted.week
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) AS backlog,
  counted.answered_tickets,
  counted.median_first_reply_minutes,
  counted.p90_first_reply_minutes,
  counted.median_first_reply_business_minutes
FROM counted
LEFT JOIN groups
  ON counted.group_id = groups.group_id
