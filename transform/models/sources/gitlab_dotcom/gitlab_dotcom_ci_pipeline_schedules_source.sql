WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom_ci', 'ci_pipeline_schedules') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_pipeline_schedule_id,
    CAST(next_run_at AS TIMESTAMP) AS next_run_at,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(owner_id AS BIGINT) AS owner_id,
    CAST(active AS BOOLEAN) AS active,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(ref AS VARCHAR) AS ref,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
