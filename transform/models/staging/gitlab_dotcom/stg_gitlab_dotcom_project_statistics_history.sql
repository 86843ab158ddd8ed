WITH history AS (

  {{ copy_history(
    source('gitlab_dotcom', 'project_statistics'),
    'id',
    [
      'project_id', 'namespace_id', 'commit_count', 'storage_size', 'repository_size', 'lfs_objects_size',
      'build_artifacts_size', 'shared_runners_seconds', 'shared_runners_seconds_last_reset', 'packages_size',
      'wiki_size', 'snippets_size', 'uploads_size', 'container_registry_size'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS project_statistics_id,
  version_number,
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
  valid_from,
  valid_to,
  is_currently_valid
FROM history
