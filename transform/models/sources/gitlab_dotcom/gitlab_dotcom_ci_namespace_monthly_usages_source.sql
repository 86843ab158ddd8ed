WITH source AS (

  {{ newest_copy(source('gitlab_dotcom_ci', 'ci_namespace_monthly_usages')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_namespace_monthly_usages_id,
    CAST(namespace_id AS BIGINT) AS namespace_id,
    CAST(date AS TIMESTAMP) AS date,
    CAST(amount_used AS DECIMAL(18, 4)) AS amount_used,
    CAST(notification_level AS BIGINT) AS notification_level,
    CAST(shared_runners_duration AS BIGINT) AS shared_runners_duration,
    CAST(created_at AS TIMESTAMP) AS created_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
