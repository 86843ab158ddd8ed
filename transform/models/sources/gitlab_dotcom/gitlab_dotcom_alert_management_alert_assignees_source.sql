WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'alert_management_alert_assignees')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS alert_management_alert_assignee_id,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(alert_id AS BIGINT) AS alert_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
