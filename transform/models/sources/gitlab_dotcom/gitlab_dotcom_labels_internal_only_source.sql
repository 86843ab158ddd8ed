WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'labels_internal_only') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS label_id,
    CAST(title AS VARCHAR) AS title,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(group_id AS BIGINT) AS group_id,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
