WITH source AS (

  SELECT *
  FROM {{ source('zendesk', 'satisfaction_ratings') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS satisfaction_rating_id,
    CAST(assignee_id AS BIGINT) AS assignee_id,
    CAST(group_id AS BIGINT) AS group_id,
    CAST(reason_id AS BIGINT) AS reason_id,
    CAST(requester_id AS BIGINT) AS requester_id,
    CAST(ticket_id AS BIGINT) AS ticket_id,
    CAST(comment AS VARCHAR) AS comment,
    CAST(reason AS VARCHAR) AS reason,
    CAST(score AS VARCHAR) AS score,
    CAST(url AS VARCHAR) AS satisfaction_rating_url,
    CAST(reason_code AS BIGINT) AS reason_code,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
