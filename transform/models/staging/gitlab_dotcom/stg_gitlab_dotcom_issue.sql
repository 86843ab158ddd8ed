WITH issues AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_issues_source') }}

),

internal AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_issues_internal_only_source') }}

)

SELECT
  issues.issue_id,
  issues.issue_iid,
  issues.author_id,
  issues.project_id,
  issues.created_at,
  issues.updated_at,
  issues.is_confidential,
  issues.milestone_id,
  issues.updated_by_id,
  issues.weight,
  issues.moved_to_id,
  issues.lock_version,
  issues.time_estimate,
  issues.issue_last_edited_at,
  issues.last_edited_by_id,
  issues.has_discussion_locked,
  issues.issue_closed_at,
  issues.closed_by_id,
  issues.relative_position,
  issues.state_id,
  issues.duplicated_to_id,
  issues.promoted_to_epic_id,
  issues.sprint_id,
  issues.health_status,
  issues.work_item_type_id,
  issues.due_date,
  internal.service_desk_reply_to,
  internal.issue_title,
  internal.issue_description,
  internal.issue_id IS NOT NULL AS is_internal,
  issues.is_deleted,
  issues.deleted_at
FROM issues
LEFT JOIN internal
  ON issues.issue_id = internal.issue_id
