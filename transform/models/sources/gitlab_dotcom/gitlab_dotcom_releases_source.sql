WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'releases') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS release_id,
    CAST(project_id AS VARCHAR) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(author_id AS BIGINT) AS author_id,
    CAST(tag AS VARCHAR) AS tag,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
