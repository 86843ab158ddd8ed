WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'system_note_metadata') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS system_note_metadata_id,
    CAST(note_id AS BIGINT) AS note_id,
    CAST(commit_count AS BIGINT) AS commit_count,
    CAST(action AS VARCHAR) AS action_type,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(description_version_id AS BIGINT) AS description_version_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
