WITH source AS (

  SELECT *
  FROM {{ source('zendesk_community_relations', 'ticket_comments') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ticket_comment_id,
    CAST(audit_id AS BIGINT) AS audit_id,
    CAST(author_id AS BIGINT) AS author_id,
    CAST(ticket_id AS BIGINT) AS ticket_id,
    CAST(body AS VARCHAR) AS comment_body,
    CAST(html_body AS VARCHAR) AS comment_html_body,
    CAST(plain_body AS VARCHAR) AS comment_plain_body,
    CAST(type AS VARCHAR) AS comment_type,
    CAST(public AS BOOLEAN) AS is_public,
    attachments,
    data AS comment_data,
    metadata,
    uploads,
    via,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
