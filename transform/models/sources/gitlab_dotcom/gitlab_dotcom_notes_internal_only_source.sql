WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'notes_internal_only') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS note_id,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(line_code AS VARCHAR) AS line_code,
    CAST(note_html AS VARCHAR) AS note_html,
    CAST(note AS VARCHAR) AS note,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
