WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'catalog_resources')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(state AS BIGINT) AS state,
    CAST(latest_released_at AS TIMESTAMP) AS latest_released_at,
    CAST(name AS VARCHAR) AS name,
    CAST(description AS VARCHAR) AS description,
    CASE visibility_level
      WHEN 0 THEN 'private'
      WHEN 10 THEN 'internal'
      WHEN 20 THEN 'public'
    END AS visibility_level,
    CAST(search_vector AS VARCHAR) AS search_vector,
    CAST(verification_level AS BIGINT) AS verification_level,
    CAST(last_30_day_usage_count AS BIGINT) AS last_30_day_usage_count,
    CAST(last_30_day_usage_count_updated_at AS TIMESTAMP) AS last_30_day_usage_count_updated_at,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
