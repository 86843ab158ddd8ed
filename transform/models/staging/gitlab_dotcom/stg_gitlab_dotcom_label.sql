WITH labels AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_labels_source') }}

),

internal AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_labels_internal_only_source') }}

)

SELECT
  labels.label_id,
  labels.color,
  labels.project_id,
  labels.created_at,
  labels.updated_at,
  labels.template,
  labels.label_type,
  labels.group_id,
  internal.title,
  internal.label_id IS NOT NULL AS is_internal
FROM labels
LEFT JOIN internal
  ON labels.label_id = internal.label_id
