WITH source AS (

  SELECT *
  FROM {{ source('version', 'hosts') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS host_id,
    CAST(url AS VARCHAR) AS host_url,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(star AS BOOLEAN) AS has_star,
    CAST(fortune_rank AS BIGINT) AS fortune_rank,
    CAST(in_salesforce AS BOOLEAN) AS in_salesforce,
    CAST(current_usage_data_id AS BIGINT) AS current_usage_data_id,
    CAST(current_version_check_id AS BIGINT) AS current_version_check_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
