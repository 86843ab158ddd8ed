WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom_ci', 'ci_stages') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_stage_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(pipeline_id AS BIGINT) AS pipeline_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(status AS BIGINT) AS ci_stage_status,
    CAST(lock_version AS BIGINT) AS lock_version,
    CAST(position AS BIGINT) AS position,
    CAST(name AS VARCHAR) AS ci_stage_name,
    _sdc_deleted_at IS NOT NULL AS is_deleted,
    CAST(_sdc_deleted_at AS TIMESTAMP) AS deleted_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
