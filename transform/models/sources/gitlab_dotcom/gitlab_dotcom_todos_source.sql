WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'todos') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS todo_id,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(target_id AS BIGINT) AS target_id,
    CAST(target_type AS VARCHAR) AS target_type,
    CAST(author_id AS BIGINT) AS author_id,
    CAST(action AS BIGINT) AS todo_action_id,
    CAST(state AS VARCHAR) AS todo_state,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(note_id AS BIGINT) AS note_id,
    CAST(commit_id AS VARCHAR) AS commit_id,
    CAST(group_id AS BIGINT) AS group_id,
    CAST(resolved_by_action AS BIGINT) AS resolved_by_action,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
