WITH issues AS (

  SELECT *
  FROM {{ ref('fct_control_issue') }}

),

programs AS (

  SELECT *
  FROM {{ ref('dim_compliance_program') }}

),

by_program AS (

  SELECT
    program_id,
    COUNT(*) AS issues,
    COUNT(CASE WHEN is_open THEN 1 END) AS open_issues,
    MIN(CASE WHEN is_open THEN issue_created_at END) AS oldest_open_issue_created_at
  FROM issues
  GROUP BY program_id

)

SELECT
  by_program.program_id,
  programs.program_title,
  programs.program_status,
  by_program.issues,
  by_program.open_issues,
  by_program.oldest_open_issue_created_at
FROM by_program
LEFT JOIN programs
  ON by_program.program_id = programs.program_id
