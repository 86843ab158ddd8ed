WITH source AS (

  SELECT *
  FROM {{ source('zendesk', 'tags') }}

),

renamed AS (

  SELECT
    CAST(name AS VARCHAR) AS tag_name,
    CAST(count AS BIGINT) AS tag_count,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
