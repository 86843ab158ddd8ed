-- gitlab.com: environments, clusters, packages, workspaces, models.

-- Columns as the manifests of 2024 read them, types from the casts of the models that read them, or from the names where
-- there is no cast; uuid, tsvector, text[] and jsonb where GitLab has them (facts: gitlab-platform 1.11).

CREATE TABLE catalog_resource_versions (
  id bigint NOT NULL,
  release_id bigint,
  catalog_resource_id bigint,
  project_id bigint,
  created_at timestamp,
  released_at timestamp,
  semver_major integer,
  semver_minor integer,
  semver_patch integer,
  semver_prerelease varchar,
  PRIMARY KEY (id)
);

CREATE TABLE catalog_resources (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  state integer,
  latest_released_at timestamp,
  name varchar,
  description text,
  visibility_level integer,
  search_vector tsvector,
  verification_level integer,
  last_30_day_usage_count integer,
  last_30_day_usage_count_updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE cluster_agent_tokens (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  agent_id bigint,
  status integer,
  last_used_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE cluster_agents (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  project_id bigint,
  created_by_user_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE cluster_groups (
  id bigint NOT NULL,
  cluster_id bigint,
  group_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE cluster_projects (
  id bigint NOT NULL,
  cluster_id bigint,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE clusters (
  id bigint NOT NULL,
  user_id bigint,
  provider_type integer,
  platform_type integer,
  created_at timestamp,
  updated_at timestamp,
  enabled boolean,
  environment_scope varchar,
  cluster_type integer,
  managed boolean,
  management_project_id bigint,
  cleanup_status integer,
  helm_major_version integer,
  domain varchar,
  PRIMARY KEY (id)
);

CREATE TABLE clusters_integration_prometheus (
  cluster_id bigint NOT NULL,
  enabled boolean,
  health_status integer,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (cluster_id)
);

CREATE TABLE container_expiration_policies (
  created_at timestamp,
  updated_at timestamp,
  next_run_at timestamp,
  project_id bigint NOT NULL,
  name_regex varchar,
  cadence varchar,
  older_than varchar,
  keep_n integer,
  enabled boolean,
  name_regex_keep varchar,
  PRIMARY KEY (project_id)
);

CREATE TABLE container_repositories (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  status integer,
  expiration_policy_started_at timestamp,
  expiration_policy_cleanup_status integer,
  expiration_policy_completed_at timestamp,
  last_cleanup_deleted_tags_count integer,
  PRIMARY KEY (id)
);

CREATE TABLE dependency_proxy_packages_settings (
  project_id bigint NOT NULL,
  enabled boolean,
  created_at timestamp,
  updated_at timestamp,
  maven_external_registry_url varchar,
  PRIMARY KEY (project_id)
);

CREATE TABLE deployment_approvals (
  id bigint NOT NULL,
  deployment_id bigint,
  user_id bigint,
  created_at timestamp,
  updated_at timestamp,
  status integer,
  approval_rule_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE deployment_merge_requests (
  deployment_id bigint,
  merge_request_id bigint
);

CREATE TABLE deployments (
  id bigint NOT NULL,
  iid integer,
  project_id bigint,
  environment_id bigint,
  tag boolean,
  user_id bigint,
  deployable_id bigint,
  deployable_type varchar,
  created_at timestamp,
  updated_at timestamp,
  on_stop varchar,
  status integer,
  finished_at timestamp,
  ref varchar,
  cluster_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE environments (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  state varchar,
  tier integer,
  name varchar,
  environment_type varchar,
  PRIMARY KEY (id)
);

CREATE TABLE ml_candidates (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  experiment_id bigint,
  user_id bigint,
  start_time bigint,
  end_time bigint,
  status integer,
  package_id bigint,
  eid varchar,
  project_id bigint,
  internal_id bigint,
  ci_build_id bigint,
  name varchar,
  PRIMARY KEY (id)
);

CREATE TABLE ml_experiments (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  iid integer,
  project_id bigint,
  user_id bigint,
  deleted_on timestamp,
  name varchar,
  PRIMARY KEY (id)
);

CREATE TABLE operations_feature_flags (
  id bigint NOT NULL,
  project_id bigint,
  active boolean,
  created_at timestamp,
  updated_at timestamp,
  description varchar,
  iid integer,
  version varchar,
  name varchar,
  PRIMARY KEY (id)
);

CREATE TABLE packages_packages (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  package_type integer,
  creator_id bigint,
  name varchar,
  version varchar,
  PRIMARY KEY (id)
);

CREATE TABLE pages_domains (
  id bigint NOT NULL,
  project_id bigint,
  auto_ssl_enabled boolean,
  wildcard boolean,
  usage integer,
  scope integer,
  auto_ssl_failed boolean,
  verified_at timestamp,
  enabled_until timestamp,
  remove_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE project_auto_devops (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  enabled boolean,
  PRIMARY KEY (id)
);

CREATE TABLE project_ci_cd_settings (
  id bigint NOT NULL,
  project_id bigint,
  group_runners_enabled boolean,
  merge_pipelines_enabled boolean,
  default_git_depth integer,
  forward_deployment_enabled boolean,
  merge_trains_enabled boolean,
  auto_rollback_enabled boolean,
  keep_latest_artifact boolean,
  restrict_user_defined_variables boolean,
  job_token_scope_enabled boolean,
  separated_caches boolean,
  allow_fork_pipelines_to_run_in_parent_project boolean,
  inbound_job_token_scope_enabled boolean,
  runner_token_expiration_interval integer,
  PRIMARY KEY (id)
);

CREATE TABLE remote_development_agent_configs (
  id bigint NOT NULL,
  cluster_agent_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE terraform_states (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  file_store integer,
  PRIMARY KEY (id)
);

CREATE TABLE users_ops_dashboard_projects (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  user_id bigint,
  project_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE workspaces (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE workspaces_agent_configs (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  cluster_agent_id bigint,
  PRIMARY KEY (id)
);
