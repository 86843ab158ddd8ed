WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'catalog_resource_versions')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS id,
    CAST(release_id AS BIGINT) AS release_id,
    CAST(catalog_resource_id AS BIGINT) AS catalog_resource_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(released_at AS TIMESTAMP) AS released_at,
    CAST(semver_major AS BIGINT) AS semver_major,
    CAST(semver_minor AS BIGINT) AS semver_minor,
    CAST(semver_patch AS BIGINT) AS semver_patch,
    CAST(semver_prerelease AS VARCHAR) AS semver_prerelease,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
