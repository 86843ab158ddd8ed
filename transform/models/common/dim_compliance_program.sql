WITH programs AS (

  SELECT *
  FROM {{ ref('zengrc_programs_source') }}

)

SELECT
  program_id,
  program_code,
  program_title,
  program_status,
  program_effective_date,
  program_stop_date,
  program_created_at
FROM programs
