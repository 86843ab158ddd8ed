WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'resource_weight_events') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS resource_weight_event_id,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(issue_id AS BIGINT) AS issue_id,
    CAST(weight AS BIGINT) AS weight,
    CAST(created_at AS TIMESTAMP) AS created_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
