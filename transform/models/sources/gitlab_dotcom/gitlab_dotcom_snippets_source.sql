WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'snippets') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS snippet_id,
    CAST(author_id AS BIGINT) AS author_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(type AS VARCHAR) AS snippet_type,
    CASE visibility_level
      WHEN 0 THEN 'private'
      WHEN 10 THEN 'internal'
      WHEN 20 THEN 'public'
    END AS visibility_level,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
