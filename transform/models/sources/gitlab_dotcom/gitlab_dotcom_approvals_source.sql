WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'approvals') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS approval_id,
    CAST(merge_request_id AS BIGINT) AS merge_request_id,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
