WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom_ci', 'ci_pipelines_internal_only') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_pipeline_id,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(ref AS VARCHAR) AS ref,
    CAST(project_id AS BIGINT) AS project_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
