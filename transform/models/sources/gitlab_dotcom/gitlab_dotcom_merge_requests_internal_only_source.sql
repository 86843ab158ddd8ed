WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'merge_requests_internal_only') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS merge_request_id,
    CAST(iid AS BIGINT) AS merge_request_iid,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(target_branch AS VARCHAR) AS target_branch,
    CAST(target_project_id AS BIGINT) AS target_project_id,
    CAST(title AS VARCHAR) AS merge_request_title,
    CAST(description AS VARCHAR) AS merge_request_description,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
