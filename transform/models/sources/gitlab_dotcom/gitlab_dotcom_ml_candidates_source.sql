WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'ml_candidates') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ml_candidate_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(experiment_id AS BIGINT) AS experiment_id,
    CAST(user_id AS BIGINT) AS user_id,
    {{ epoch_to_timestamp('start_time / 1000.0') }} AS start_at,
    {{ epoch_to_timestamp('end_time / 1000.0') }} AS end_at,
    CAST(status AS BIGINT) AS status,
    CAST(package_id AS BIGINT) AS package_id,
    CAST(eid AS VARCHAR) AS ml_candidate_eid,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(internal_id AS BIGINT) AS ml_candidate_internal_id,
    CAST(ci_build_id AS BIGINT) AS ci_build_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
