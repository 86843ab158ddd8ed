WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'project_statistics')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS project_statistics_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(namespace_id AS BIGINT) AS namespace_id,
    CAST(commit_count AS BIGINT) AS commit_count,
    CAST(storage_size AS BIGINT) AS storage_size,
    CAST(repository_size AS BIGINT) AS repository_size,
    CAST(lfs_objects_size AS BIGINT) AS lfs_objects_size,
    CAST(build_artifacts_size AS BIGINT) AS build_artifacts_size,
    CAST(shared_runners_seconds AS BIGINT) AS shared_runners_seconds,
    CAST(shared_runners_seconds_last_reset AS TIMESTAMP) AS last_update_started_at,
    CAST(packages_size AS BIGINT) AS packages_size,
    CAST(wiki_size AS BIGINT) AS wiki_size,
    CAST(snippets_size AS BIGINT) AS snippets_size,
    CAST(uploads_size AS BIGINT) AS uploads_size,
    CAST(container_registry_size AS BIGINT) AS container_registry_size,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
