WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'issue_assignees')) }}

),

renamed AS (

  SELECT
    CAST(user_id AS BIGINT) AS user_id,
    CAST(issue_id AS BIGINT) AS issue_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
