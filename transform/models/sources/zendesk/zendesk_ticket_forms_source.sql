WITH source AS (

  SELECT *
  FROM {{ source('zendesk', 'ticket_forms') }}

),

renamed AS (

  SELECT
    CAST(source.id AS BIGINT) AS ticket_form_id,
    CAST(source.display_name AS VARCHAR) AS display_name,
    CAST(source.name AS VARCHAR) AS name,
    CAST(source.raw_display_name AS VARCHAR) AS raw_display_name,
    CAST(source.raw_name AS VARCHAR) AS raw_name,
    CAST(source.url AS VARCHAR) AS url,
    CAST(source.position AS BIGINT) AS position,
    CAST(source.active AS BOOLEAN) AS is_form_active,
    CAST(source.default AS BOOLEAN) AS is_default,
    CAST(source.end_user_visible AS BOOLEAN) AS is_end_user_visible,
    CAST(source.in_all_brands AS BOOLEAN) AS is_in_all_brands,
    source.agent_conditions,
    source.end_user_conditions,
    source.restricted_brand_ids,
    source.ticket_field_ids,
    CAST(source.created_at AS TIMESTAMP) AS created_at,
    CAST(source.updated_at AS TIMESTAMP) AS updated_at,
    CAST(source._sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
