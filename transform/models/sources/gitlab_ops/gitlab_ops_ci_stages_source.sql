WITH source AS (

  SELECT *
  FROM {{ source('gitlab_ops', 'ci_stages') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_stage_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(pipeline_id AS BIGINT) AS pipeline_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(name AS VARCHAR) AS ci_stage_name,
    CAST(status AS BIGINT) AS ci_stage_status,
    CAST(lock_version AS BIGINT) AS lock_version,
    CAST(position AS BIGINT) AS position,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
