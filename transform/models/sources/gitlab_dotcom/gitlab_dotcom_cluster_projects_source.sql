WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'cluster_projects') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS cluster_project_id,
    CAST(cluster_id AS BIGINT) AS cluster_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
