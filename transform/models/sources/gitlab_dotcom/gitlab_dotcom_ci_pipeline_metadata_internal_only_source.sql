WITH source AS (

  {{ newest_copy(source('gitlab_dotcom_ci', 'ci_pipeline_metadata_internal_only')) }}

),

renamed AS (

  SELECT
    CAST(pipeline_id AS BIGINT) AS pipeline_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(name AS VARCHAR) AS name,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
