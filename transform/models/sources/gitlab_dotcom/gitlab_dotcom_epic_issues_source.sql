WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'epic_issues')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS epic_issues_relation_id,
    CAST(epic_id AS BIGINT) AS epic_id,
    CAST(issue_id AS BIGINT) AS issue_id,
    CAST(relative_position AS BIGINT) AS epic_issue_relative_position,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
