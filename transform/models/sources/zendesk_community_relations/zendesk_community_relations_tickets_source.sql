WITH source AS (

  SELECT *
  FROM {{ source('zendesk_community_relations', 'tickets') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ticket_id,
    CAST(assignee_id AS BIGINT) AS assignee_id,
    CAST(brand_id AS BIGINT) AS brand_id,
    CAST(custom_status_id AS BIGINT) AS custom_status_id,
    CAST(encoded_id AS VARCHAR) AS encoded_id,
    CAST(external_id AS VARCHAR) AS external_id,
    CAST(forum_topic_id AS BIGINT) AS forum_topic_id,
    CAST(group_id AS BIGINT) AS group_id,
    CAST(organization_id AS BIGINT) AS organization_id,
    CAST(problem_id AS BIGINT) AS problem_id,
    CAST(requester_id AS BIGINT) AS requester_id,
    CAST(submitter_id AS BIGINT) AS submitter_id,
    CAST(ticket_form_id AS BIGINT) AS ticket_form_id,
    CAST(via_followup_source_id AS BIGINT) AS via_followup_source_id,
    CAST(description AS VARCHAR) AS ticket_description,
    CAST(priority AS VARCHAR) AS priority,
    CAST(raw_subject AS VARCHAR) AS raw_subject,
    CAST(recipient AS VARCHAR) AS recipient,
    {{ json_text('satisfaction_rating', ['score']) }} AS satisfaction_rating_score,
    CAST(status AS VARCHAR) AS ticket_status,
    CAST(subject AS VARCHAR) AS subject,
    CAST(support_type AS VARCHAR) AS support_type,
    CAST(type AS VARCHAR) AS ticket_type,
    CAST(url AS VARCHAR) AS ticket_url,
    {{ json_text('via', ['channel']) }} AS submission_channel,
    CAST(generated_timestamp AS BIGINT) AS generated_timestamp,
    CAST(_deleted AS BOOLEAN) AS is_deleted,
    CAST(_permanently_deleted AS BOOLEAN) AS is_permanently_deleted,
    CAST(allow_attachments AS BOOLEAN) AS allows_attachments,
    CAST(allow_channelback AS BOOLEAN) AS allows_channelback,
    CAST(from_messaging_channel AS BOOLEAN) AS is_from_messaging_channel,
    CAST(has_incidents AS BOOLEAN) AS has_incidents,
    CAST(is_public AS BOOLEAN) AS is_public,
    attribute_value_ids,
    collaborator_ids,
    custom_fields,
    email_cc_ids,
    follower_ids,
    followup_ids,
    macro_ids,
    satisfaction_rating,
    sharing_agreement_ids,
    tags AS ticket_tags,
    via,
    CAST(created_at AS TIMESTAMP) AS ticket_created_at,
    CAST(due_at AS TIMESTAMP) AS due_at,
    CAST(updated_at AS DATE) AS date_updated,
    CAST(updated_at AS TIMESTAMP) AS ticket_updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
