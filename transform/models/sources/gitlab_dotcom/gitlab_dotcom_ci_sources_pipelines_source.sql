WITH source AS (

  {{ newest_copy(source('gitlab_dotcom_ci', 'ci_sources_pipelines')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_source_pipeline_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(pipeline_id AS BIGINT) AS pipeline_id,
    CAST(source_project_id AS BIGINT) AS source_project_id,
    CAST(source_pipeline_id AS BIGINT) AS source_pipeline_id,
    CAST(source_job_id AS BIGINT) AS source_job_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
