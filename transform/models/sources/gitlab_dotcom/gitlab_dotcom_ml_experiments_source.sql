WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'ml_experiments') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ml_experiment_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(iid AS BIGINT) AS ml_experiment_iid,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(deleted_on AS TIMESTAMP) AS deleted_on,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
