WITH history AS (

  {{ copy_history(
    source('gitlab_dotcom', 'project_group_links'),
    'id',
    [
      'project_id', 'group_id', 'group_access', 'expires_at'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS project_group_link_id,
  version_number,
  CAST(project_id AS BIGINT) AS project_id,
  CAST(group_id AS BIGINT) AS group_id,
  CAST(group_access AS BIGINT) AS group_access,
  CAST(expires_at AS TIMESTAMP) AS expires_at,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
