WITH source AS (

  SELECT *
  FROM {{ source('version', 'conversational_development_indices') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS id,
    CAST(usage_data_id AS BIGINT) AS usage_data_id,
    CAST(leader_boards AS DOUBLE) AS leader_boards,
    CAST(leader_ci_pipelines AS DOUBLE) AS leader_ci_pipelines,
    CAST(leader_deployments AS DOUBLE) AS leader_deployments,
    CAST(leader_environments AS DOUBLE) AS leader_environments,
    CAST(leader_issues AS DOUBLE) AS leader_issues,
    CAST(leader_merge_requests AS DOUBLE) AS leader_merge_requests,
    CAST(leader_milestones AS DOUBLE) AS leader_milestones,
    CAST(leader_notes AS DOUBLE) AS leader_notes,
    CAST(leader_projects_prometheus_active AS DOUBLE) AS leader_projects_prometheus_active,
    CAST(leader_service_desk_issues AS DOUBLE) AS leader_service_desk_issues,
    CAST(instance_boards AS DOUBLE) AS instance_boards,
    CAST(instance_ci_pipelines AS DOUBLE) AS instance_ci_pipelines,
    CAST(instance_deployments AS DOUBLE) AS instance_deployments,
    CAST(instance_environments AS DOUBLE) AS instance_environments,
    CAST(instance_issues AS DOUBLE) AS instance_issues,
    CAST(instance_merge_requests AS DOUBLE) AS instance_merge_requests,
    CAST(instance_milestones AS DOUBLE) AS instance_milestones,
    CAST(instance_notes AS DOUBLE) AS instance_notes,
    CAST(instance_projects_prometheus_active AS DOUBLE) AS instance_projects_prometheus_active,
    CAST(instance_service_desk_issues AS DOUBLE) AS instance_service_desk_issues,
    CAST(percentage_boards AS DOUBLE) AS percentage_boards,
    CAST(percentage_ci_pipelines AS DOUBLE) AS percentage_ci_pipelines,
    CAST(percentage_deployments AS DOUBLE) AS percentage_deployments,
    CAST(percentage_environments AS DOUBLE) AS percentage_environments,
    CAST(percentage_issues AS DOUBLE) AS percentage_issues,
    CAST(percentage_merge_requests AS DOUBLE) AS percentage_merge_requests,
    CAST(percentage_milestones AS DOUBLE) AS percentage_milestones,
    CAST(percentage_notes AS DOUBLE) AS percentage_notes,
    CAST(percentage_projects_prometheus_active AS DOUBLE) AS percentage_projects_prometheus_active,
    CAST(percentage_service_desk_issues AS DOUBLE) AS percentage_service_desk_issues,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
