WITH source AS (

  SELECT *
  FROM {{ source('version', 'usage_data') }}

),

renamed AS (

  SELECT
    CAST(id AS VARCHAR) AS id,
    CAST(source_ip AS VARCHAR) AS source_ip,
    CAST(version AS VARCHAR) AS version,
    CAST(active_user_count AS BIGINT) AS instance_user_count,
    CAST(license_md5 AS VARCHAR) AS license_md5,
    CAST(license_sha256 AS VARCHAR) AS license_sha256,
    CAST(historical_max_users AS BIGINT) AS historical_max_users,
    CAST(license_user_count AS BIGINT) AS license_user_count,
    license_add_ons,
    CAST(license_restricted_user_count AS BIGINT) AS license_restricted_user_count,
    CAST(recorded_at AS TIMESTAMP) AS recorded_at,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    counts,
    stats,
    CAST(license_id AS BIGINT) AS license_id,
    CAST(mattermost_enabled AS BOOLEAN) AS mattermost_enabled,
    CAST(uuid AS VARCHAR) AS uuid,
    CAST(edition AS VARCHAR) AS edition,
    CAST(hostname AS VARCHAR) AS hostname,
    CAST(host_id AS BIGINT) AS host_id,
    CAST(license_trial AS BOOLEAN) AS license_trial,
    CAST(source_license_id AS BIGINT) AS source_license_id,
    CAST(installation_type AS VARCHAR) AS installation_type,
    CAST(license_plan AS VARCHAR) AS license_plan,
    CAST(database_adapter AS VARCHAR) AS database_adapter,
    CAST(database_version AS VARCHAR) AS database_version,
    CAST(git_version AS VARCHAR) AS git_version,
    CAST(gitlab_pages_enabled AS BOOLEAN) AS gitlab_pages_enabled,
    CAST(gitlab_pages_version AS VARCHAR) AS gitlab_pages_version,
    CAST(container_registry_enabled AS BOOLEAN) AS container_registry_enabled,
    CAST(container_registry_vendor AS VARCHAR) AS container_registry_vendor,
    CAST(container_registry_version AS VARCHAR) AS container_registry_version,
    CAST(elasticsearch_enabled AS BOOLEAN) AS elasticsearch_enabled,
    CAST(geo_enabled AS BOOLEAN) AS geo_enabled,
    CAST(gitlab_shared_runners_enabled AS BOOLEAN) AS gitlab_shared_runners_enabled,
    CAST(gravatar_enabled AS BOOLEAN) AS gravatar_enabled,
    CAST(ldap_enabled AS BOOLEAN) AS ldap_enabled,
    CAST(omniauth_enabled AS BOOLEAN) AS omniauth_enabled,
    CAST(reply_by_email_enabled AS BOOLEAN) AS reply_by_email_enabled,
    CAST(signup_enabled AS BOOLEAN) AS signup_enabled,
    CAST(web_ide_commits AS BIGINT) AS web_ide_commits,
    CAST(prometheus_metrics_enabled AS BOOLEAN) AS prometheus_metrics_enabled,
    usage_activity_by_stage,
    usage_activity_by_stage_monthly,
    CAST(gitaly_version AS VARCHAR) AS gitaly_version,
    CAST(gitaly_servers AS BIGINT) AS gitaly_servers,
    CAST(gitaly_clusters AS BIGINT) AS gitaly_clusters,
    CAST(gitpod_enabled AS VARCHAR) AS gitpod_enabled,
    object_store,
    CAST(dependency_proxy_enabled AS BOOLEAN) AS is_dependency_proxy_enabled,
    CAST(recording_ce_finished_at AS TIMESTAMP) AS recording_ce_finished_at,
    CAST(recording_ee_finished_at AS TIMESTAMP) AS recording_ee_finished_at,
    CAST(ingress_modsecurity_enabled AS BOOLEAN) AS is_ingress_modsecurity_enabled,
    topology,
    CAST(grafana_link_enabled AS BOOLEAN) AS is_grafana_link_enabled,
    analytics_unique_visits,
    CAST(raw_usage_data_id AS VARCHAR) AS raw_usage_data_id,
    CAST(license_starts_at AS TIMESTAMP) AS license_starts_at,
    CAST(license_expires_at AS TIMESTAMP) AS license_expires_at,
    CAST(gitaly_filesystems AS VARCHAR) AS gitaly_filesystems,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
