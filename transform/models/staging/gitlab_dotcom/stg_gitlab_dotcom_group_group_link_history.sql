WITH history AS (

  {{ copy_history(
    source('gitlab_dotcom', 'group_group_links'),
    'id',
    [
      'shared_group_id', 'shared_with_group_id', 'expires_at', 'group_access'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS group_group_link_id,
  version_number,
  CAST(shared_group_id AS BIGINT) AS shared_group_id,
  CAST(shared_with_group_id AS BIGINT) AS shared_with_group_id,
  CAST(expires_at AS TIMESTAMP) AS expires_at,
  CAST(group_access AS BIGINT) AS group_access,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
