WITH source AS (

  SELECT *
  FROM {{ source('zendesk', 'macros') }}

),

renamed AS (

  SELECT
    CAST(source.id AS BIGINT) AS macro_id,
    CAST(source.description AS VARCHAR) AS macro_description,
    CAST(source.raw_title AS VARCHAR) AS raw_title,
    CAST(source.title AS VARCHAR) AS macro_title,
    CAST(source.url AS VARCHAR) AS macro_url,
    CAST(source.position AS BIGINT) AS macro_position,
    CAST(source.active AS BOOLEAN) AS is_active,
    CAST(source.default AS BOOLEAN) AS is_default,
    source.actions,
    source.restriction,
    CAST(source.created_at AS TIMESTAMP) AS created_at,
    CAST(source.updated_at AS TIMESTAMP) AS updated_at,
    CAST(source._sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
