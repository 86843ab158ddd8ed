WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'group_group_links')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS group_group_link_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(shared_group_id AS BIGINT) AS shared_group_id,
    CAST(shared_with_group_id AS BIGINT) AS shared_with_group_id,
    CAST(expires_at AS TIMESTAMP) AS expires_at,
    CAST(group_access AS BIGINT) AS group_access,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
