WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'lists') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS list_id,
    CAST(board_id AS BIGINT) AS board_id,
    CAST(label_id AS BIGINT) AS label_id,
    CAST(list_type AS BIGINT) AS list_type,
    CAST(position AS VARCHAR) AS position,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(milestone_id AS BIGINT) AS milestone_id,
    CAST(max_issue_count AS BIGINT) AS max_issue_count,
    CAST(max_issue_weight AS BIGINT) AS max_issue_weight,
    CAST(limit_metric AS VARCHAR) AS limit_metric,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
