WITH merge_requests AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_merge_requests_source') }}

),

internal AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_merge_requests_internal_only_source') }}

)

SELECT
  merge_requests.merge_request_id,
  merge_requests.merge_request_iid,
  merge_requests.project_id,
  merge_requests.author_id,
  merge_requests.assignee_id,
  merge_requests.created_at,
  merge_requests.updated_at,
  merge_requests.milestone_id,
  merge_requests.merge_request_state_id,
  merge_requests.merge_request_status,
  merge_requests.target_project_id,
  merge_requests.updated_by_id,
  merge_requests.does_merge_when_pipeline_succeeds,
  merge_requests.merge_user_id,
  merge_requests.approvals_before_merge,
  merge_requests.lock_version,
  merge_requests.time_estimate,
  merge_requests.does_squash,
  merge_requests.merge_request_last_edited_at,
  merge_requests.last_edited_by_id,
  merge_requests.head_pipeline_id,
  merge_requests.is_discussion_locked,
  merge_requests.latest_merge_request_diff_id,
  merge_requests.does_allow_maintainer_to_push,
  internal.target_branch,
  internal.merge_request_title,
  internal.merge_request_description,
  internal.merge_request_id IS NOT NULL AS is_internal,
  merge_requests.is_deleted,
  merge_requests.deleted_at
FROM merge_requests
LEFT JOIN internal
  ON merge_requests.merge_request_id = internal.merge_request_id
