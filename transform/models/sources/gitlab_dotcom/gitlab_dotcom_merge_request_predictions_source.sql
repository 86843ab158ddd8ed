WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'merge_request_predictions') }}

),

renamed AS (

  SELECT
    CAST(merge_request_id AS BIGINT) AS merge_request_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
