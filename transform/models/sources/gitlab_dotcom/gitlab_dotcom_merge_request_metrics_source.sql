WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'merge_request_metrics') }}

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
    CAST(pipeline_id AS BIGINT) AS pipeline_id,
    CAST(merged_by_id AS BIGINT) AS merged_by_id,
    CAST(latest_closed_by_id AS BIGINT) AS latest_closed_by_id,
    CAST(latest_closed_at AS TIMESTAMP) AS latest_closed_at,
    CAST(first_comment_at AS TIMESTAMP) AS first_comment_at,
    CAST(first_commit_at AS TIMESTAMP) AS first_commit_at,
    CAST(last_commit_at AS TIMESTAMP) AS last_commit_at,
    CAST(diff_size AS BIGINT) AS diff_size,
    CAST(modified_paths_size AS BIGINT) AS modified_paths_size,
    CAST(commits_count AS BIGINT) AS commits_count,
    CAST(first_approved_at AS TIMESTAMP) AS first_approved_at,
    CAST(first_reassigned_at AS TIMESTAMP) AS first_reassigned_at,
    CAST(added_lines AS BIGINT) AS added_lines,
    CAST(removed_lines AS BIGINT) AS removed_lines,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
