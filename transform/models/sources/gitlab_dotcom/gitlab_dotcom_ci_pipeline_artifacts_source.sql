WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom_ci', 'ci_pipeline_artifacts') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_pipeline_artifact_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(pipeline_id AS BIGINT) AS pipeline_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(size AS BIGINT) AS size,
    CAST(file_store AS BIGINT) AS file_store,
    CAST(file_type AS BIGINT) AS file_type,
    CAST(file_format AS BIGINT) AS file_format,
    CAST(file AS VARCHAR) AS file,
    CAST(expire_at AS TIMESTAMP) AS expire_at,
    CAST(locked AS BIGINT) AS locked,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
