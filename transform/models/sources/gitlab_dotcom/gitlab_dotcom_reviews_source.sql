WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'reviews')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS reviews_id,
    CAST(author_id AS BIGINT) AS author_id,
    CAST(merge_request_id AS BIGINT) AS merge_request_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
