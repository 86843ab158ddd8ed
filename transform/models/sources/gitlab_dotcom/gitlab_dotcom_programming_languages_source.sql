WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'programming_languages')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS programming_language_id,
    CAST(name AS VARCHAR) AS programming_language_name,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
