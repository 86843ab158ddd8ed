WITH source AS (

  SELECT *
  FROM {{ source('zendesk_community_relations', 'ticket_audits') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ticket_audit_id,
    CAST(author_id AS BIGINT) AS author_id,
    CAST(ticket_id AS BIGINT) AS ticket_id,
    events,
    metadata,
    via,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
