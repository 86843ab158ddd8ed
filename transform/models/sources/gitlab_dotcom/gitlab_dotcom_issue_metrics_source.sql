WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'issue_metrics') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS issue_metric_id,
    CAST(issue_id AS BIGINT) AS issue_id,
    CAST(first_mentioned_in_commit_at AS DATE) AS first_mentioned_in_commit_at,
    CAST(first_associated_with_milestone_at AS DATE) AS first_associated_with_milestone_at,
    CAST(first_added_to_board_at AS DATE) AS first_added_to_board_at,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
