WITH source AS (

  SELECT *
  FROM {{ source('version', 'licenses') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS license_id,
    CAST(company AS VARCHAR) AS company,
    CAST(user_count AS BIGINT) AS user_count,
    CAST(add_ons AS VARCHAR) AS add_ons,
    CAST(md5 AS VARCHAR) AS md5,
    CAST(starts_on AS DATE) AS starts_on,
    CAST(expires_on AS DATE) AS expires_on,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(active_users_count AS BIGINT) AS active_users_count,
    CAST(historical_max_users_count AS BIGINT) AS historical_max_users_count,
    CAST(last_ping_received_at AS TIMESTAMP) AS last_ping_received_at,
    CAST(version AS VARCHAR) AS version,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
