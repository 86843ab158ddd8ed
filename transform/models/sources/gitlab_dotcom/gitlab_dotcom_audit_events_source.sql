WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'audit_events') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS audit_event_id,
    CAST(author_id AS BIGINT) AS author_id,
    CAST(entity_id AS BIGINT) AS entity_id,
    CAST(entity_type AS VARCHAR) AS entity_type,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(details AS VARCHAR) AS audit_event_details,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
