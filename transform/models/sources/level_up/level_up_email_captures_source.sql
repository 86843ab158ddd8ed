WITH source AS (

  SELECT *
  FROM {{ source('level_up', 'email_captures') }}

),

renamed AS (

  SELECT
    _event_key AS event_key,
    CAST(notifiabletype AS VARCHAR) AS notifiable_type,
    CAST(coursesku AS VARCHAR) AS course_sku,
    CAST(courseid AS VARCHAR) AS course_id,
    CAST(companyid AS VARCHAR) AS company_id,
    CAST(companyhost AS VARCHAR) AS company_host,
    CAST(companysubdomain AS VARCHAR) AS company_subdomain,
    CAST(coursetitle AS VARCHAR) AS course_title,
    CAST(anonymousid AS VARCHAR) AS anonymous_id,
    CAST(source AS VARCHAR) AS source,
    CAST(notifiableid AS VARCHAR) AS notifiable_id,
    CAST(timestamp AS TIMESTAMP) AS event_timestamp,
    CAST(event AS VARCHAR) AS event,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
