WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'project_mirror_data')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS project_mirror_data_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(retry_count AS BIGINT) AS retry_count,
    CAST(last_update_started_at AS TIMESTAMP) AS last_update_started_at,
    CAST(last_update_scheduled_at AS TIMESTAMP) AS last_update_scheduled_at,
    CAST(next_execution_timestamp AS TIMESTAMP) AS next_execution_timestamp,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
