WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom_ci', 'ci_builds') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_build_id,
    CAST(status AS VARCHAR) AS status,
    CAST(finished_at AS TIMESTAMP) AS finished_at,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(started_at AS TIMESTAMP) AS started_at,
    CAST(runner_id AS BIGINT) AS ci_build_runner_id,
    CAST(coverage AS VARCHAR) AS coverage,
    CAST(commit_id AS BIGINT) AS ci_build_commit_id,
    CAST(allow_failure AS VARCHAR) AS allow_failure,
    CAST(trigger_request_id AS BIGINT) AS ci_build_trigger_request_id,
    CAST(stage_idx AS BIGINT) AS stage_idx,
    CAST(tag AS VARCHAR) AS tag,
    CAST(user_id AS BIGINT) AS ci_build_user_id,
    CAST(type AS VARCHAR) AS type,
    CAST(project_id AS BIGINT) AS ci_build_project_id,
    CAST(erased_by_id AS BIGINT) AS ci_build_erased_by_id,
    CAST(erased_at AS TIMESTAMP) AS ci_build_erased_at,
    CAST(queued_at AS TIMESTAMP) AS ci_build_queued_at,
    CAST(lock_version AS VARCHAR) AS lock_version,
    CAST(coverage_regex AS VARCHAR) AS coverage_regex,
    CAST(auto_canceled_by_id AS BIGINT) AS ci_build_auto_canceled_by_id,
    CAST(retried AS BOOLEAN) AS retried,
    CAST(stage_id AS BIGINT) AS ci_build_stage_id,
    CAST(protected AS BOOLEAN) AS protected,
    CAST(failure_reason AS VARCHAR) AS failure_reason,
    CAST(scheduled_at AS TIMESTAMP) AS ci_build_scheduled_at,
    CAST(upstream_pipeline_id AS BIGINT) AS upstream_pipeline_id,
    CAST(name AS VARCHAR) AS ci_build_name,
    CAST(artifacts_expire_at AS TIMESTAMP) AS ci_build_artifacts_expire_at,
    CAST(options AS VARCHAR) AS options,
    CAST(stage AS VARCHAR) AS stage,
    CAST(ref AS VARCHAR) AS ref,
    CAST(description AS VARCHAR) AS description,
    CAST(environment AS VARCHAR) AS environment,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
