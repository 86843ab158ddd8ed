WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'notification_settings') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS notification_settings_id,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(source_id AS BIGINT) AS source_id,
    CAST(source_type AS VARCHAR) AS source_type,
    CAST(level AS BIGINT) AS level,
    CAST(new_note AS BOOLEAN) AS new_note,
    CAST(new_issue AS BOOLEAN) AS new_issue,
    CAST(reopen_issue AS BOOLEAN) AS reopen_issue,
    CAST(close_issue AS BOOLEAN) AS close_issue,
    CAST(reassign_issue AS BOOLEAN) AS reassign_issue,
    CAST(new_merge_request AS BOOLEAN) AS new_merge_request,
    CAST(reopen_merge_request AS BOOLEAN) AS reopen_merge_request,
    CAST(close_merge_request AS BOOLEAN) AS close_merge_request,
    CAST(reassign_merge_request AS BOOLEAN) AS reassign_merge_request,
    CAST(merge_merge_request AS BOOLEAN) AS merge_merge_request,
    CAST(failed_pipeline AS BOOLEAN) AS failed_pipeline,
    CAST(success_pipeline AS BOOLEAN) AS success_pipeline,
    CAST(push_to_merge_request AS BOOLEAN) AS push_to_merge_request,
    CAST(issue_due AS BOOLEAN) AS issue_due,
    CAST(new_epic AS BOOLEAN) AS new_epic,
    CAST(fixed_pipeline AS BOOLEAN) AS fixed_pipeline,
    CAST(new_release AS BOOLEAN) AS new_release,
    CAST(moved_project AS BOOLEAN) AS moved_project,
    CAST(change_reviewer_merge_request AS BOOLEAN) AS change_reviewer_merge_request,
    CAST(merge_when_pipeline_succeeds AS BOOLEAN) AS merge_when_pipeline_succeeds,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
