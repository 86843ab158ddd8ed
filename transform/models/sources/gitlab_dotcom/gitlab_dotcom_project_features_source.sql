WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'project_features') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS project_feature_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(merge_requests_access_level AS BIGINT) AS merge_requests_access_level,
    CAST(issues_access_level AS BIGINT) AS issues_access_level,
    CAST(wiki_access_level AS BIGINT) AS wiki_access_level,
    CAST(snippets_access_level AS BIGINT) AS snippets_access_level,
    CAST(builds_access_level AS BIGINT) AS builds_access_level,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(repository_access_level AS BIGINT) AS repository_access_level,
    CAST(pages_access_level AS BIGINT) AS pages_access_level,
    CAST(forking_access_level AS BIGINT) AS forking_access_level,
    CAST(metrics_dashboard_access_level AS BIGINT) AS metrics_dashboard_access_level,
    CAST(requirements_access_level AS BIGINT) AS requirements_access_level,
    CAST(operations_access_level AS BIGINT) AS operations_access_level,
    CAST(analytics_access_level AS BIGINT) AS analytics_access_level,
    CAST(security_and_compliance_access_level AS BIGINT) AS security_and_compliance_access_level,
    CAST(container_registry_access_level AS BIGINT) AS container_registry_access_level,
    CAST(package_registry_access_level AS BIGINT) AS package_registry_access_level,
    CAST(monitor_access_level AS BIGINT) AS monitor_access_level,
    CAST(infrastructure_access_level AS BIGINT) AS infrastructure_access_level,
    CAST(feature_flags_access_level AS BIGINT) AS feature_flags_access_level,
    CAST(environments_access_level AS BIGINT) AS environments_access_level,
    CAST(releases_access_level AS BIGINT) AS releases_access_level,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
