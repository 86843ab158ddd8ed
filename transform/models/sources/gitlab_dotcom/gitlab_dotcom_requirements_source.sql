WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'requirements')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS requirement_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(iid AS BIGINT) AS requirement_iid,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(author_id AS BIGINT) AS author_id,
    CAST(state AS VARCHAR) AS requirement_state,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
