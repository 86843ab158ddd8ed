WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'plans')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS plan_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(name AS VARCHAR) AS plan_name,
    CAST(title AS VARCHAR) AS plan_title,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
