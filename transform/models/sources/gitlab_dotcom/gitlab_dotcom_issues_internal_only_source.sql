WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'issues_internal_only') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS issue_id,
    CAST(iid AS BIGINT) AS issue_iid,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(service_desk_reply_to AS VARCHAR) AS service_desk_reply_to,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(title AS VARCHAR) AS issue_title,
    CAST(description AS VARCHAR) AS issue_description,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
