WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom_ci', 'ci_triggers') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_trigger_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(owner_id AS BIGINT) AS owner_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
