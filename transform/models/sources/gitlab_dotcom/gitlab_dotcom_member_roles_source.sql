WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'member_roles') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS id,
    CAST(namespace_id AS BIGINT) AS namespace_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(base_access_level AS BIGINT) AS base_access_level,
    CAST(occupies_seat AS BOOLEAN) AS occupies_seat,
    permissions,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
