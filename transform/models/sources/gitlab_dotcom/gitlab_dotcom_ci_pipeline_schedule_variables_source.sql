WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom_ci', 'ci_pipeline_schedule_variables') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_pipeline_schedule_variable_id,
    CAST(pipeline_schedule_id AS BIGINT) AS ci_pipeline_schedule_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(variable_type AS BIGINT) AS variable_type,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
