WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'namespaces_internal_only') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS namespace_id,
    CAST(parent_id AS BIGINT) AS parent_id,
    CAST(name AS VARCHAR) AS namespace_name,
    CAST(path AS VARCHAR) AS namespace_path,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
