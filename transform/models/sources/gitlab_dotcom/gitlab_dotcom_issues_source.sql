WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'issues') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS issue_id,
    CAST(iid AS BIGINT) AS issue_iid,
    CAST(author_id AS BIGINT) AS author_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(confidential AS BOOLEAN) AS is_confidential,
    CAST(milestone_id AS BIGINT) AS milestone_id,
    CAST(updated_by_id AS BIGINT) AS updated_by_id,
    CAST(weight AS BIGINT) AS weight,
    CAST(moved_to_id AS BIGINT) AS moved_to_id,
    CAST(lock_version AS BIGINT) AS lock_version,
    CAST(time_estimate AS BIGINT) AS time_estimate,
    CAST(last_edited_at AS TIMESTAMP) AS issue_last_edited_at,
    CAST(last_edited_by_id AS BIGINT) AS last_edited_by_id,
    CAST(discussion_locked AS BOOLEAN) AS has_discussion_locked,
    CAST(closed_at AS TIMESTAMP) AS issue_closed_at,
    CAST(closed_by_id AS BIGINT) AS closed_by_id,
    CAST(relative_position AS BIGINT) AS relative_position,
    CAST(state_id AS BIGINT) AS state_id,
    CAST(duplicated_to_id AS BIGINT) AS duplicated_to_id,
    CAST(promoted_to_epic_id AS BIGINT) AS promoted_to_epic_id,
    CAST(sprint_id AS BIGINT) AS sprint_id,
    CAST(health_status AS BIGINT) AS health_status,
    CAST(work_item_type_id AS BIGINT) AS work_item_type_id,
    CAST(due_date AS DATE) AS due_date,
    CAST(title AS VARCHAR) AS issue_title,
    CAST(description AS VARCHAR) AS issue_description,
    CAST(service_desk_reply_to AS VARCHAR) AS service_desk_reply_to,
    _sdc_deleted_at IS NOT NULL AS is_deleted,
    CAST(_sdc_deleted_at AS TIMESTAMP) AS deleted_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
