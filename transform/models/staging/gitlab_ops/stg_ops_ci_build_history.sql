WITH history AS (

  {{ copy_history(
    source('gitlab_ops', 'ci_builds'),
    'id',
    [
      'commit_id', 'stage_id', 'project_id', 'runner_id', 'name', 'status', 'failure_reason', 'allow_failure',
      'retried', 'started_at', 'finished_at', 'erased_at'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS ci_build_id,
  version_number,
  CAST(commit_id AS BIGINT) AS ci_pipeline_id,
  CAST(stage_id AS BIGINT) AS ci_stage_id,
  CAST(project_id AS BIGINT) AS project_id,
  CAST(runner_id AS BIGINT) AS runner_id,
  CAST(name AS VARCHAR) AS ci_build_name,
  CAST(status AS VARCHAR) AS status,
  CAST(failure_reason AS BIGINT) AS failure_reason,
  CAST(allow_failure AS BOOLEAN) AS is_allowed_to_fail,
  CAST(retried AS BOOLEAN) AS is_retried,
  CAST(started_at AS TIMESTAMP) AS started_at,
  CAST(finished_at AS TIMESTAMP) AS finished_at,
  CAST(erased_at AS TIMESTAMP) AS erased_at,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
