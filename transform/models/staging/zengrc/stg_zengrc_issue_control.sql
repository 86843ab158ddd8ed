WITH issues AS (

  SELECT *
  FROM {{ ref('stg_zengrc_issue') }}

)

SELECT DISTINCT
  issues.issue_id,
  CAST({{ json_text('linked.value', ['id']) }} AS BIGINT) AS control_id,
  {{ json_text('linked.value', ['title']) }} AS control_title
FROM issues
CROSS JOIN {{ json_elements('issues.mapped_controls', 'linked') }}
