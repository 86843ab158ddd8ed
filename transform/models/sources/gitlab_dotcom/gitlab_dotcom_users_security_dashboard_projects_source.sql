WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'users_security_dashboard_projects')) }}

),

renamed AS (

  SELECT
    CAST(user_id AS BIGINT) AS user_id,
    CAST(project_id AS VARCHAR) AS project_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
