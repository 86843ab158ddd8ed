WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'notes') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS note_id,
    NULLIF(noteable_type, '') AS noteable_type,
    CAST(author_id AS BIGINT) AS note_author_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(commit_id AS VARCHAR) AS commit_id,
    CAST(noteable_id AS BIGINT) AS noteable_id,
    CAST(system AS BOOLEAN) AS system,
    CAST(updated_by_id AS BIGINT) AS note_updated_by_id,
    CAST(type AS VARCHAR) AS type,
    CAST(position AS VARCHAR) AS position,
    CAST(original_position AS VARCHAR) AS original_position,
    CAST(resolved_at AS TIMESTAMP) AS resolved_at,
    CAST(resolved_by_id AS BIGINT) AS resolved_by_id,
    CAST(discussion_id AS VARCHAR) AS discussion_id,
    CAST(cached_markdown_version AS BIGINT) AS cached_markdown_version,
    CAST(change_position AS VARCHAR) AS change_position,
    CAST(resolved_by_push AS BOOLEAN) AS resolved_by_push,
    CAST(note AS VARCHAR) AS note,
    CAST(attachment AS VARCHAR) AS attachment,
    CAST(line_code AS VARCHAR) AS line_code,
    CAST(note_html AS VARCHAR) AS note_html,
    _sdc_deleted_at IS NOT NULL AS is_deleted,
    CAST(_sdc_deleted_at AS TIMESTAMP) AS deleted_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
