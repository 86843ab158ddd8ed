WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'resource_label_events') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS resource_label_event_id,
    CAST(action AS BIGINT) AS action_type_id,
    CAST(issue_id AS BIGINT) AS issue_id,
    CAST(merge_request_id AS BIGINT) AS merge_request_id,
    CAST(epic_id AS BIGINT) AS epic_id,
    CAST(label_id AS BIGINT) AS label_id,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(cached_markdown_version AS VARCHAR) AS cached_markdown_version,
    CAST(reference AS VARCHAR) AS referrence,
    CAST(reference_html AS VARCHAR) AS reference_html,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
