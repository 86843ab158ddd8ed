WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom_ci', 'ci_builds_internal_only') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_build_id,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(name AS VARCHAR) AS ci_build_name,
    CAST(ref AS VARCHAR) AS ref,
    CAST(description AS VARCHAR) AS description,
    CAST(project_id AS BIGINT) AS ci_build_project_id,
    CAST(stage AS VARCHAR) AS stage,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
