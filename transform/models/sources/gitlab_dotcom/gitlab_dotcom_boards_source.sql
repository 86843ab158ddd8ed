WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'boards') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS board_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(milestone_id AS BIGINT) AS milestone_id,
    CAST(group_id AS BIGINT) AS group_id,
    CAST(weight AS BIGINT) AS weight,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
