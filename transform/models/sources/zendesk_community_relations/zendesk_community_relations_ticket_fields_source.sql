WITH source AS (

  SELECT *
  FROM {{ source('zendesk_community_relations', 'ticket_fields') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ticket_field_id,
    CAST(creator_user_id AS BIGINT) AS creator_user_id,
    CAST(sub_type_id AS BIGINT) AS sub_type_id,
    CAST(agent_description AS VARCHAR) AS agent_description,
    CAST(creator_app_name AS VARCHAR) AS creator_app_name,
    CAST(description AS VARCHAR) AS description,
    CAST(key AS VARCHAR) AS field_key,
    CAST(raw_description AS VARCHAR) AS raw_description,
    CAST(raw_title AS VARCHAR) AS raw_title,
    CAST(raw_title_in_portal AS VARCHAR) AS raw_title_in_portal,
    CAST(regexp_for_validation AS VARCHAR) AS regexp_for_validation,
    CAST(relationship_target_type AS VARCHAR) AS relationship_target_type,
    CAST(tag AS VARCHAR) AS tag,
    CAST(title AS VARCHAR) AS ticket_field_title,
    CAST(title_in_portal AS VARCHAR) AS title_in_portal,
    CAST(type AS VARCHAR) AS type,
    CAST(url AS VARCHAR) AS url,
    CAST(position AS BIGINT) AS field_position,
    CAST(active AS BOOLEAN) AS is_field_active,
    CAST(collapsed_for_agents AS BOOLEAN) AS is_collapsed_for_agents,
    CAST(editable_in_portal AS BOOLEAN) AS is_editable_in_portal,
    CAST(removable AS BOOLEAN) AS is_removable,
    CAST(required AS BOOLEAN) AS is_required,
    CAST(required_in_portal AS BOOLEAN) AS is_required_in_portal,
    CAST(visible_in_portal AS BOOLEAN) AS is_visible_in_portal,
    custom_field_options,
    custom_statuses,
    relationship_filter,
    system_field_options,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
