WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'subscriptions') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS subscription_id,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(subscribable_id AS BIGINT) AS subscribable_id,
    CAST(subscribable_type AS VARCHAR) AS subscribable_type,
    CAST(subscribed AS BOOLEAN) AS is_subscribed,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(project_id AS BIGINT) AS project_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
