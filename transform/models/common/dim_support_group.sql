WITH groups AS (

  SELECT *
  FROM {{ ref('zendesk_groups_source') }}

)

SELECT
  group_id,
  group_name,
  is_deleted
FROM groups
UNION ALL
SELECT
  -1 AS group_id,
  'No group' AS group_name,
  FALSE AS is_deleted
