WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'namespace_root_storage_statistics') }}

),

renamed AS (

  SELECT
    CAST(namespace_id AS BIGINT) AS namespace_id,
    CAST(repository_size AS BIGINT) AS repository_size,
    CAST(lfs_objects_size AS BIGINT) AS lfs_objects_size,
    CAST(wiki_size AS BIGINT) AS wiki_size,
    CAST(build_artifacts_size AS BIGINT) AS build_artifacts_size,
    CAST(storage_size AS BIGINT) AS storage_size,
    CAST(packages_size AS BIGINT) AS packages_size,
    CAST(container_registry_size AS BIGINT) AS container_registry_size,
    CAST(updated_at AS TIMESTAMP) AS namespace_updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
