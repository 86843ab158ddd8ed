WITH history AS (

  {{ copy_history(source('gitlab_ops', 'label_links'), 'id', ['label_id', 'target_id', 'target_type']) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS label_link_id,
  version_number,
  CAST(label_id AS BIGINT) AS label_id,
  CAST(target_id AS BIGINT) AS target_id,
  CAST(target_type AS VARCHAR) AS target_type,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
