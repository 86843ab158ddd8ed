WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'issue_links')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS issue_link_id,
    CAST(source_id AS BIGINT) AS source_id,
    CAST(target_id AS BIGINT) AS target_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
