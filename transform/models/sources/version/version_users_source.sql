WITH source AS (

  SELECT *
  FROM {{ source('version', 'users') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS user_id,
    CAST(email AS VARCHAR) AS email,
    CAST(sign_in_count AS BIGINT) AS sign_in_count,
    CAST(current_sign_in_at AS TIMESTAMP) AS current_sign_in_at,
    CAST(last_sign_in_at AS TIMESTAMP) AS last_sign_in_at,
    CAST(current_sign_in_ip AS VARCHAR) AS current_sign_in_ip,
    CAST(last_sign_in_ip AS VARCHAR) AS last_sign_in_ip,
    CAST(failed_attempts AS BIGINT) AS failed_attempts,
    CAST(locked_at AS TIMESTAMP) AS locked_at,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(provider AS VARCHAR) AS provider,
    CAST(uid AS VARCHAR) AS uid,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
