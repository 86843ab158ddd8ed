WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'deployment_merge_requests')) }}

),

renamed AS (

  SELECT
    CAST(deployment_merge_request_id AS VARCHAR) AS deployment_merge_request_id,
    CAST(deployment_id AS BIGINT) AS deployment_id,
    CAST(merge_request_id AS BIGINT) AS merge_request_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
