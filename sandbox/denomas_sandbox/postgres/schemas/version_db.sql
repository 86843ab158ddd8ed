-- The Versions app (version.gitlab.com): tables of the manifests of 2020 and of the models of 2024, types from their
-- casts; ids are bigint although a model casts some to text. avg_cycle_analytics is left out: its columns are
-- unknown. `_uploaded_at` of raw_usage_data is the warehouse's, not the app's (facts: gitlab-platform 2.3).

CREATE TABLE versions (
  id bigint NOT NULL,
  version varchar,
  vulnerable varchar,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE hosts (
  id bigint NOT NULL,
  url varchar,
  created_at timestamp,
  updated_at timestamp,
  star boolean,
  fortune_rank integer,
  in_salesforce boolean,
  current_usage_data_id bigint,
  current_version_check_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE users (
  id bigint NOT NULL,
  email varchar,
  sign_in_count integer,
  current_sign_in_at timestamp,
  last_sign_in_at timestamp,
  current_sign_in_ip varchar,
  last_sign_in_ip varchar,
  failed_attempts integer,
  locked_at timestamp,
  created_at timestamp,
  updated_at timestamp,
  provider varchar,
  uid varchar,
  PRIMARY KEY (id)
);

CREATE TABLE version_checks (
  id bigint NOT NULL,
  request_data text,
  created_at timestamp,
  updated_at timestamp,
  gitlab_version varchar,
  referer_url varchar,
  host_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE fortune_companies (
  id bigint NOT NULL,
  rank integer,
  company varchar,
  domain varchar,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE licenses (
  id bigint NOT NULL,
  company varchar,
  user_count integer,
  add_ons text,
  md5 varchar,
  starts_on date,
  expires_on date,
  created_at timestamp,
  updated_at timestamp,
  active_users_count integer,
  historical_max_users_count integer,
  last_ping_received_at timestamp,
  version varchar,
  PRIMARY KEY (id)
);

CREATE TABLE conversational_development_indices (
  id bigint NOT NULL,
  usage_data_id bigint,
  leader_boards double precision,
  leader_ci_pipelines double precision,
  leader_deployments double precision,
  leader_environments double precision,
  leader_issues double precision,
  leader_merge_requests double precision,
  leader_milestones double precision,
  leader_notes double precision,
  leader_projects_prometheus_active double precision,
  leader_service_desk_issues double precision,
  instance_boards double precision,
  instance_ci_pipelines double precision,
  instance_deployments double precision,
  instance_environments double precision,
  instance_issues double precision,
  instance_merge_requests double precision,
  instance_milestones double precision,
  instance_notes double precision,
  instance_projects_prometheus_active double precision,
  instance_service_desk_issues double precision,
  percentage_boards double precision,
  percentage_ci_pipelines double precision,
  percentage_deployments double precision,
  percentage_environments double precision,
  percentage_issues double precision,
  percentage_merge_requests double precision,
  percentage_milestones double precision,
  percentage_notes double precision,
  percentage_projects_prometheus_active double precision,
  percentage_service_desk_issues double precision,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE raw_usage_data (
  id bigint NOT NULL,
  payload jsonb,
  recorded_at timestamp,
  created_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE usage_data (
  id bigint NOT NULL,
  source_ip varchar,
  version varchar,
  active_user_count integer,
  license_md5 varchar,
  license_sha256 varchar,
  historical_max_users integer,
  licensee jsonb,
  license_user_count integer,
  license_starts_at timestamp,
  license_expires_at timestamp,
  license_add_ons jsonb,
  license_restricted_user_count integer,
  recorded_at timestamp,
  created_at timestamp,
  updated_at timestamp,
  counts jsonb,
  stats jsonb,
  license_id bigint,
  mattermost_enabled boolean,
  uuid varchar,
  edition varchar,
  hostname varchar,
  host_id bigint,
  license_trial boolean,
  source_license_id bigint,
  installation_type varchar,
  license_plan varchar,
  database_adapter varchar,
  database_version varchar,
  git_version varchar,
  gitlab_pages_enabled boolean,
  gitlab_pages_version varchar,
  container_registry_enabled boolean,
  container_registry_vendor varchar,
  container_registry_version varchar,
  elasticsearch_enabled boolean,
  geo_enabled boolean,
  gitlab_shared_runners_enabled boolean,
  gravatar_enabled boolean,
  ldap_enabled boolean,
  omniauth_enabled boolean,
  reply_by_email_enabled boolean,
  signup_enabled boolean,
  web_ide_commits integer,
  prometheus_metrics_enabled boolean,
  usage_activity_by_stage jsonb,
  usage_activity_by_stage_monthly jsonb,
  gitaly_clusters integer,
  gitaly_version varchar,
  gitaly_servers integer,
  gitaly_filesystems varchar,
  gitpod_enabled varchar,
  object_store jsonb,
  dependency_proxy_enabled boolean,
  recording_ce_finished_at timestamp,
  recording_ee_finished_at timestamp,
  ingress_modsecurity_enabled boolean,
  topology jsonb,
  grafana_link_enabled boolean,
  analytics_unique_visits jsonb,
  raw_usage_data_id bigint,
  PRIMARY KEY (id)
);
CREATE INDEX ON usage_data (updated_at);

CREATE TABLE usage_ping_errors (
  id bigint NOT NULL,
  version_id bigint,
  host_id bigint,
  uuid varchar,
  elapsed double precision,
  message text,
  created_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE usage_ping_metadata (
  id bigint NOT NULL,
  created_at timestamp,
  metrics jsonb,
  uuid varchar,
  PRIMARY KEY (id)
);

CREATE TABLE schema_migrations (
  version varchar NOT NULL,
  PRIMARY KEY (version)
);
