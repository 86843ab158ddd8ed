WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'namespace_details') }}

),

renamed AS (

  SELECT
    CAST(namespace_id AS BIGINT) AS namespace_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(free_user_cap_over_limit_notified_at AS TIMESTAMP) AS free_user_cap_over_limit_notified_at,
    CAST(dashboard_notification_at AS TIMESTAMP) AS dashboard_notification_at,
    CAST(dashboard_enforcement_at AS TIMESTAMP) AS dashboard_enforcement_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
