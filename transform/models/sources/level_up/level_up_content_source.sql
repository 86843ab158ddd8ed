WITH source AS (

  SELECT *
  FROM {{ source('level_up', 'content') }}

),

renamed AS (

  SELECT
    CAST(id AS VARCHAR) AS content_id,
    CAST(asset AS VARCHAR) AS asset,
    CAST(assetalttext AS VARCHAR) AS asset_alt_text,
    authorsandinstructors AS authors_and_instructors,
    CAST(contenttypelabel AS VARCHAR) AS content_type_label,
    CAST(courseenddate AS TIMESTAMP) AS course_end_date,
    CAST(coursestartdate AS TIMESTAMP) AS course_start_date,
    CAST(createdat AS TIMESTAMP) AS created_at,
    customfields AS custom_fields,
    CAST(description AS VARCHAR) AS description,
    CAST(enrollmentcount AS BIGINT) AS enrollment_count,
    CAST(enrollmentenddate AS TIMESTAMP) AS enrollment_end_date,
    CAST(enrollmentstartdate AS TIMESTAMP) AS enrollment_start_date,
    CAST(freewithregistration AS BOOLEAN) AS is_free_with_registration,
    CAST(haschildren AS BOOLEAN) AS has_children,
    CAST(kind AS VARCHAR) AS kind,
    CAST(language AS VARCHAR) AS language,
    CAST(metadescription AS VARCHAR) AS meta_description,
    CAST(metatitle AS VARCHAR) AS meta_title,
    CAST(priceincents AS BIGINT) AS price_in_cents,
    CAST(seatslimit AS BIGINT) AS seats_limit,
    CAST(sku AS VARCHAR) AS sku,
    CAST(slug AS VARCHAR) AS slug,
    CAST(source AS VARCHAR) AS source,
    CAST(status AS VARCHAR) AS status,
    CAST(suggestedretailpriceincents AS BIGINT) AS suggested_retail_price_in_cents,
    tags,
    CAST(title AS VARCHAR) AS title,
    CAST(updatedat AS TIMESTAMP) AS updated_at,
    CAST(url AS VARCHAR) AS url,
    CAST(waitlistcount AS BIGINT) AS waitlist_count,
    CAST(waitlistingenabled AS BOOLEAN) AS is_waitlisting_enabled,
    CAST(waitlistingtriggered AS BOOLEAN) AS is_waitlisting_triggered,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
