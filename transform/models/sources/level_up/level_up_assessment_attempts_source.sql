WITH source AS (

  SELECT *
  FROM {{ source('level_up', 'assessment_attempts') }}

),

renamed AS (

  SELECT
    CAST(source.id AS VARCHAR) AS assessment_attempt_id,
    {{ json_text('source.assessment', ['id']) }} AS assessment_id,
    {{ json_text('source.assessment', ['title']) }} AS assessment_title,
    {{ json_text('source.assessment', ['type']) }} AS assessment_type,
    {{ json_text('source.course', ['title']) }} AS course_title,
    CAST(source.courseid AS VARCHAR) AS course_id,
    CAST(source.createdat AS TIMESTAMP) AS created_at,
    CAST(source.grade AS BIGINT) AS grade,
    CAST(source.passed AS BOOLEAN) AS has_passed,
    CAST(source.status AS VARCHAR) AS status,
    CAST(source.timeelapsedinseconds AS BIGINT) AS time_elapsed_in_seconds,
    CAST(source.updatedat AS TIMESTAMP) AS updated_at,
    {{ json_text('source.user', ['clientId']) }} AS client_id,
    {{ json_text('source.user', ['id']) }} AS user_id,
    CAST(source._sdc_extracted_at AS TIMESTAMP) AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
