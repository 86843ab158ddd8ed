WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'repository_languages')) }}

),

renamed AS (

  SELECT
    CAST(project_programming_language_id AS VARCHAR) AS repository_language_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(programming_language_id AS BIGINT) AS programming_language_id,
    CAST(share AS DOUBLE) AS share,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
