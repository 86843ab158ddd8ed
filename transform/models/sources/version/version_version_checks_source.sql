WITH source AS (

  SELECT *
  FROM {{ source('version', 'version_checks') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS version_check_id,
    CAST(request_data AS VARCHAR) AS request_data,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(gitlab_version AS VARCHAR) AS gitlab_version,
    CAST(referer_url AS VARCHAR) AS referer_url,
    CAST(host_id AS BIGINT) AS host_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
