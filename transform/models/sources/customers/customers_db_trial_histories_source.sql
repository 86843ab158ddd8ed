WITH source AS (

  {{ newest_copy(source('customers_db', 'trial_histories')) }}

),

renamed AS (

  SELECT
    CAST(gl_namespace_id AS VARCHAR) AS gl_namespace_id,
    CAST(start_date AS TIMESTAMP) AS start_date,
    CAST(expired_on AS TIMESTAMP) AS expired_on,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(glm_source AS VARCHAR) AS glm_source,
    CAST(glm_content AS VARCHAR) AS glm_content,
    CAST(trial_entity AS VARCHAR) AS trial_entity,
    CAST(trial_type AS BIGINT) AS trial_type,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
