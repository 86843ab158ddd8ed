WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'resource_milestone_events') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS resource_milestone_event_id,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(issue_id AS BIGINT) AS issue_id,
    CAST(merge_request_id AS BIGINT) AS merge_request_id,
    CAST(milestone_id AS BIGINT) AS milestone_id,
    CAST(action AS BIGINT) AS action_type_id,
    CAST(state AS VARCHAR) AS state,
    CAST(created_at AS TIMESTAMP) AS created_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
