WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'project_auto_devops') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS project_auto_devops_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(enabled AS BOOLEAN) AS has_auto_devops_enabled,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
