WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'label_priorities') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS label_priority_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(label_id AS BIGINT) AS label_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
