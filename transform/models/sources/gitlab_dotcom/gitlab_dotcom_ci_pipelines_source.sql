WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom_ci', 'ci_pipelines') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_pipeline_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(tag AS BOOLEAN) AS has_tag,
    CAST(committed_at AS TIMESTAMP) AS committed_at,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(status AS VARCHAR) AS status,
    CAST(started_at AS TIMESTAMP) AS started_at,
    CAST(finished_at AS TIMESTAMP) AS finished_at,
    CAST(duration AS BIGINT) AS ci_pipeline_duration,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(lock_version AS BIGINT) AS lock_version,
    CAST(auto_canceled_by_id AS BIGINT) AS auto_canceled_by_id,
    CAST(pipeline_schedule_id AS BIGINT) AS pipeline_schedule_id,
    CAST(source AS BIGINT) AS ci_pipeline_source,
    CAST(config_source AS BIGINT) AS config_source,
    CAST(protected AS BOOLEAN) AS is_protected,
    CAST(failure_reason AS VARCHAR) AS failure_reason,
    CAST(iid AS BIGINT) AS ci_pipeline_iid,
    CAST(merge_request_id AS BIGINT) AS merge_request_id,
    CAST(ref AS VARCHAR) AS ref,
    CAST(yaml_errors AS VARCHAR) AS yaml_errors,
    _sdc_deleted_at IS NOT NULL AS is_deleted,
    CAST(_sdc_deleted_at AS TIMESTAMP) AS deleted_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
