WITH source AS (

  SELECT *
  FROM {{ source('level_up', 'course_views') }}

),

renamed AS (

  SELECT
    _event_key AS event_key,
    CAST(companyid AS VARCHAR) AS company_id,
    CAST(courseid AS VARCHAR) AS course_id,
    CAST(coursesku AS VARCHAR) AS course_sku,
    CAST(coursetitle AS VARCHAR) AS course_title,
    CAST(timestamp AS TIMESTAMP) AS event_timestamp,
    CAST(lessonid AS VARCHAR) AS lesson_id,
    CAST(lessonslug AS VARCHAR) AS lesson_slug,
    CAST(lessontitle AS VARCHAR) AS lesson_title,
    CAST(sectionid AS VARCHAR) AS section_id,
    CAST(sectionslug AS VARCHAR) AS section_slug,
    CAST(sectiontitle AS VARCHAR) AS section_title,
    CAST(topicid AS VARCHAR) AS topic_id,
    CAST(topictitle AS VARCHAR) AS topic_title,
    {{ json_text('userdetail', ['id']) }} AS user_id,
    {{ json_text('userdetail', ['sfContactId']) }} AS sf_contact_id,
    {{ json_text('userdetail', ['sfAccountId']) }} AS sf_account_id,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
