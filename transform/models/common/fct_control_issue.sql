WITH issues AS (

  SELECT *
  FROM {{ ref('stg_zengrc_issue') }}

),

controls AS (

  SELECT
    issue_id,
    COUNT(*) AS controls
  FROM {{ ref('stg_zengrc_issue_control') }}
  GROUP BY issue_id

),

programs AS (

  SELECT *
  FROM {{ ref('stg_zengrc_issue_program') }}

)

SELECT
  issues.issue_id,
  -- Not every issue says its program.
  COALESCE(programs.program_id, -1) AS program_id,
  issues.issue_code,
  issues.issue_title,
  issues.issue_status,
  issues.is_open,
  issues.risk_rating,
  controls.controls,
  issues.issue_stop_date,
  issues.issue_created_at,
  issues.issue_updated_at
FROM issues
INNER JOIN controls
  ON issues.issue_id = controls.issue_id
LEFT JOIN programs
  ON issues.issue_id = programs.issue_id
