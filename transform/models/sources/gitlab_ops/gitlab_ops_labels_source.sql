WITH source AS (

  SELECT *
  FROM {{ source('gitlab_ops', 'labels') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS label_id,
    CAST(title AS VARCHAR) AS label_title,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(group_id AS BIGINT) AS group_id,
    CAST(type AS VARCHAR) AS label_type,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
