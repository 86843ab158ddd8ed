WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'project_import_data')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS project_import_relation_id,
    CAST(project_id AS BIGINT) AS project_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
