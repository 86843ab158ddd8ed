WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'merge_request_diff_commits') }}

),

renamed AS (

  SELECT
    CAST(merge_request_diff_id AS BIGINT) AS merge_request_diff_id,
    CAST(authored_date AS TIMESTAMP) AS authored_date,
    CAST(committed_date AS TIMESTAMP) AS committed_date,
    CAST(relative_order AS BIGINT) AS relative_order,
    CAST(sha AS VARCHAR) AS sha,
    CAST(commit_author_id AS BIGINT) AS commit_author_id,
    CAST(committer_id AS BIGINT) AS committer_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
