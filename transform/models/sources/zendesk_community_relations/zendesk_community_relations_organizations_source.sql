WITH source AS (

  SELECT *
  FROM {{ source('zendesk_community_relations', 'organizations') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS organization_id,
    CAST(external_id AS VARCHAR) AS external_id,
    CAST(group_id AS BIGINT) AS group_id,
    {{ json_text('organization_fields', ['salesforce_id']) }} AS sfdc_account_id,
    CAST(details AS VARCHAR) AS details,
    CAST(name AS VARCHAR) AS organization_name,
    CAST(notes AS VARCHAR) AS notes,
    {{ json_text('organization_fields', ['market_segment']) }} AS organization_market_segment,
    {{ json_text('organization_fields', ['org_region']) }} AS organization_region,
    CAST(url AS VARCHAR) AS organization_url,
    CAST({{ json_text('organization_fields', ['aar']) }} AS DOUBLE) AS arr,
    CAST(_deleted AS BOOLEAN) AS is_deleted,
    CAST(shared_comments AS BOOLEAN) AS has_shared_comments,
    CAST(shared_tickets AS BOOLEAN) AS has_shared_tickets,
    domain_names,
    organization_fields,
    tags AS organization_tags,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(deleted_at AS TIMESTAMP) AS deleted_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
