WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'routes_internal_only') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS route_id,
    CAST(source_id AS BIGINT) AS source_id,
    CAST(source_type AS VARCHAR) AS source_type,
    CAST(path AS VARCHAR) AS path,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
