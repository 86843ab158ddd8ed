WITH epics AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_epics_source') }}

),

internal AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_epics_internal_only_source') }}

)

SELECT
  epics.epic_id,
  epics.epic_internal_id,
  epics.group_id,
  epics.author_id,
  epics.assignee_id,
  epics.updated_by_id,
  epics.last_edited_by_id,
  epics.lock_version,
  epics.epic_start_date,
  epics.epic_end_date,
  epics.epic_last_edited_at,
  epics.created_at,
  epics.updated_at,
  epics.state_id,
  epics.closed_at,
  epics.parent_id,
  epics.relative_position,
  epics.start_date_sourcing_epic_id,
  epics.is_confidential,
  internal.title,
  internal.description,
  internal.epic_id IS NOT NULL AS is_internal
FROM epics
LEFT JOIN internal
  ON epics.epic_id = internal.epic_id
