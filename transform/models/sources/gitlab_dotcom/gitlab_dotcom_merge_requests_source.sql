WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'merge_requests') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS merge_request_id,
    CAST(iid AS BIGINT) AS merge_request_iid,
    CAST(source_project_id AS BIGINT) AS project_id,
    CAST(author_id AS BIGINT) AS author_id,
    CAST(assignee_id AS BIGINT) AS assignee_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(milestone_id AS BIGINT) AS milestone_id,
    CAST(state_id AS BIGINT) AS merge_request_state_id,
    CAST(merge_status AS VARCHAR) AS merge_request_status,
    CAST(target_project_id AS BIGINT) AS target_project_id,
    CAST(updated_by_id AS BIGINT) AS updated_by_id,
    CAST(merge_when_pipeline_succeeds AS BOOLEAN) AS does_merge_when_pipeline_succeeds,
    CAST(merge_user_id AS BIGINT) AS merge_user_id,
    CAST(approvals_before_merge AS BIGINT) AS approvals_before_merge,
    CAST(lock_version AS BIGINT) AS lock_version,
    CAST(time_estimate AS BIGINT) AS time_estimate,
    CAST(squash AS BOOLEAN) AS does_squash,
    CAST(last_edited_at AS TIMESTAMP) AS merge_request_last_edited_at,
    CAST(last_edited_by_id AS BIGINT) AS last_edited_by_id,
    CAST(head_pipeline_id AS BIGINT) AS head_pipeline_id,
    CAST(discussion_locked AS BOOLEAN) AS is_discussion_locked,
    CAST(latest_merge_request_diff_id AS BIGINT) AS latest_merge_request_diff_id,
    CAST(allow_maintainer_to_push AS BOOLEAN) AS does_allow_maintainer_to_push,
    CAST(title AS VARCHAR) AS merge_request_title,
    CAST(description AS VARCHAR) AS merge_request_description,
    _sdc_deleted_at IS NOT NULL AS is_deleted,
    CAST(_sdc_deleted_at AS TIMESTAMP) AS deleted_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
