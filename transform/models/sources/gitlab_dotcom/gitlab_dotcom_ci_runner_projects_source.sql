WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom_ci', 'ci_runner_projects') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_runner_project_id,
    CAST(runner_id AS BIGINT) AS runner_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(project_id AS BIGINT) AS project_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
