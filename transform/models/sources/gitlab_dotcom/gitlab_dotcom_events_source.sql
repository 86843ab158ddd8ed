WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'events') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS event_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(author_id AS BIGINT) AS author_id,
    CAST(target_id AS BIGINT) AS target_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(action AS BIGINT) AS event_action_type_id,
    CAST(target_type AS VARCHAR) AS target_type,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
