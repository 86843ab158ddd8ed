WITH source AS (

  {{ newest_copy(source('gitlab_dotcom_ci', 'ci_project_monthly_usages')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_project_monthly_usages_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(date AS TIMESTAMP) AS date,
    CAST(amount_used AS BIGINT) AS amount_used,
    CAST(shared_runners_duration AS BIGINT) AS shared_runners_duration,
    CAST(created_at AS TIMESTAMP) AS created_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
