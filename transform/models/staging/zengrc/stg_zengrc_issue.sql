WITH issues AS (

  SELECT *
  FROM {{ ref('zengrc_issue_source') }}

)

SELECT
  issue_id,
  issue_code,
  issue_title,
  issue_status,
  risk_rating,
  likelihood,
  impact,
  gitlab_issue_url,
  mapped_controls,
  mapped_programs,
  -- A status that is not known counts as open: an issue too many is seen, one too few is not.
  COALESCE(LOWER(issue_status) NOT IN ('fixed', 'fixed and verified', 'deprecated', 'closed', 'completed'), TRUE)
    AS is_open,
  issue_stop_date,
  issue_created_at,
  issue_updated_at
FROM issues
