WITH source AS (

  SELECT *
  FROM {{ source('gitlab_ops', 'merge_request_metrics') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS merge_request_metric_id,
    CAST(merge_request_id AS BIGINT) AS merge_request_id,
    CAST(latest_build_started_at AS TIMESTAMP) AS latest_build_started_at,
    CAST(latest_build_finished_at AS TIMESTAMP) AS latest_build_finished_at,
    CAST(first_deployed_to_production_at AS TIMESTAMP) AS first_deployed_to_production_at,
    CAST(merged_at AS TIMESTAMP) AS merged_at,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
