WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'issuable_severities')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS issue_severity_id,
    CAST(issue_id AS BIGINT) AS issue_id,
    CAST(severity AS BIGINT) AS severity,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
