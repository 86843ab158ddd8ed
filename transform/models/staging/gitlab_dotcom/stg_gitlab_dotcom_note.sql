WITH notes AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_notes_source') }}

),

internal AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_notes_internal_only_source') }}

)

SELECT
  notes.note_id,
  notes.noteable_type,
  notes.note_author_id,
  notes.created_at,
  notes.updated_at,
  notes.project_id,
  notes.commit_id,
  notes.noteable_id,
  notes.system,
  notes.note_updated_by_id,
  notes.type,
  notes.position,
  notes.original_position,
  notes.resolved_at,
  notes.resolved_by_id,
  notes.discussion_id,
  notes.cached_markdown_version,
  notes.change_position,
  notes.resolved_by_push,
  internal.line_code,
  internal.note_html,
  internal.note,
  internal.note_id IS NOT NULL AS is_internal,
  notes.is_deleted,
  notes.deleted_at
FROM notes
LEFT JOIN internal
  ON notes.note_id = internal.note_id
