WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'label_links')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS label_link_id,
    CAST(label_id AS BIGINT) AS label_id,
    CAST(target_id AS BIGINT) AS target_id,
    CAST(target_type AS VARCHAR) AS target_type,
    CAST(created_at AS TIMESTAMP) AS label_link_created_at,
    CAST(updated_at AS TIMESTAMP) AS label_link_updated_at,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
