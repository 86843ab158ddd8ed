WITH history AS (

  {{ copy_history(
    source('gitlab_dotcom', 'namespace_statistics'),
    'id',
    [
      'namespace_id', 'shared_runners_seconds', 'shared_runners_seconds_last_reset'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS namespace_statistics_id,
  version_number,
  CAST(namespace_id AS BIGINT) AS namespace_id,
  CAST(shared_runners_seconds AS BIGINT) AS shared_runners_seconds,
  CAST(shared_runners_seconds_last_reset AS TIMESTAMP) AS shared_runners_seconds_last_reset,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
