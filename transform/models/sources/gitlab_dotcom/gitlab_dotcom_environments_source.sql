WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'environments') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS environment_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(state AS VARCHAR) AS state,
    CAST(tier AS BIGINT) AS tier,
    CAST(name AS VARCHAR) AS environment_name,
    CAST(environment_type AS VARCHAR) AS environment_type,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
