WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'resource_iteration_events') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS resource_iteration_events_id,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(issue_id AS BIGINT) AS issue_id,
    CAST(merge_request_id AS BIGINT) AS merge_request_id,
    CAST(iteration_id AS BIGINT) AS iteration_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(action AS BIGINT) AS action,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
