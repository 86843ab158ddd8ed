WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'elasticsearch_indexed_namespaces')) }}

),

renamed AS (

  SELECT
    CAST(namespace_id AS BIGINT) AS namespace_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
