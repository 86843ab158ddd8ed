WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'labels') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS label_id,
    CAST(color AS VARCHAR) AS color,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(template AS VARCHAR) AS template,
    CAST(type AS VARCHAR) AS label_type,
    CAST(group_id AS BIGINT) AS group_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
