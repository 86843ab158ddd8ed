WITH source AS (

  SELECT *
  FROM {{ source('level_up', 'meetings') }}

),

renamed AS (

  SELECT
    CAST(id AS VARCHAR) AS meeting_id,
    CAST(attendeeinfo AS VARCHAR) AS attendee_info,
    {{ json_text('course', ['id']) }} AS course_id,
    {{ json_text('course', ['title']) }} AS course_title,
    CAST(enddate AS TIMESTAMP) AS meeting_end_date,
    instructors,
    CAST(location AS VARCHAR) AS location,
    CAST(startdate AS TIMESTAMP) AS meeting_start_date,
    CAST(title AS VARCHAR) AS meeting_title,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
