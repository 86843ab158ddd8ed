WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'board_assignees')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS board_assignee_relation_id,
    CAST(board_id AS BIGINT) AS board_id,
    CAST(assignee_id AS BIGINT) AS board_assignee_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
