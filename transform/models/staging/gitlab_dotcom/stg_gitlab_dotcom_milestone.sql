WITH milestones AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_milestones_source') }}

),

internal AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_milestones_internal_only_source') }}

)

SELECT
  milestones.milestone_id,
  milestones.iid,
  milestones.project_id,
  milestones.due_date,
  milestones.created_at,
  milestones.updated_at,
  milestones.milestone_status,
  milestones.start_date,
  milestones.group_id,
  internal.milestone_title,
  internal.milestone_id IS NOT NULL AS is_internal
FROM milestones
LEFT JOIN internal
  ON milestones.milestone_id = internal.milestone_id
