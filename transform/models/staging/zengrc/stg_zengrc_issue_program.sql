WITH issues AS (

  SELECT *
  FROM {{ ref('stg_zengrc_issue') }}

)

SELECT DISTINCT
  issues.issue_id,
  CAST({{ json_text('linked.value', ['id']) }} AS BIGINT) AS program_id,
  {{ json_text('linked.value', ['title']) }} AS program_title
FROM issues
CROSS JOIN {{ json_elements('issues.mapped_programs', 'linked') }}
