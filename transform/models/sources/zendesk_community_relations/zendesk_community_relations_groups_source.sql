WITH source AS (

  SELECT *
  FROM {{ source('zendesk_community_relations', 'groups') }}

),

renamed AS (

  SELECT
    CAST(source.id AS BIGINT) AS group_id,
    CAST(source.description AS VARCHAR) AS group_description,
    CAST(source.name AS VARCHAR) AS group_name,
    CAST(source.url AS VARCHAR) AS group_url,
    CAST(source.default AS BOOLEAN) AS is_default,
    CAST(source.deleted AS BOOLEAN) AS is_deleted,
    CAST(source.is_public AS BOOLEAN) AS is_public,
    CAST(source.created_at AS TIMESTAMP) AS created_at,
    CAST(source.updated_at AS TIMESTAMP) AS updated_at,
    CAST(source._sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
