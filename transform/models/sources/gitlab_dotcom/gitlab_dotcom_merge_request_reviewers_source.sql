WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'merge_request_reviewers')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS merge_request_reviewer_id,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(merge_request_id AS BIGINT) AS merge_request_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(state AS BIGINT) AS reviewer_state,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
