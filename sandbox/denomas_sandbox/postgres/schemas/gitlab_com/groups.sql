-- gitlab.com: namespaces, projects and what is set for them.

-- Columns and types as in GitLab 18 (facts: gitlab-platform 2.1).

CREATE TABLE namespaces (
  id bigint NOT NULL,
  name varchar NOT NULL DEFAULT '',
  path varchar NOT NULL DEFAULT '',
  owner_id bigint,
  created_at timestamp,
  updated_at timestamp,
  type varchar NOT NULL DEFAULT '',
  description varchar NOT NULL DEFAULT '',
  avatar varchar,
  membership_lock boolean,
  share_with_group_lock boolean,
  visibility_level integer NOT NULL DEFAULT 0,
  request_access_enabled boolean NOT NULL DEFAULT false,
  ldap_sync_status varchar NOT NULL DEFAULT '',
  ldap_sync_error varchar,
  ldap_sync_last_update_at timestamp,
  ldap_sync_last_successful_update_at timestamp,
  ldap_sync_last_sync_at timestamp,
  description_html text,
  lfs_enabled boolean,
  parent_id bigint,
  shared_runners_minutes_limit integer,
  repository_size_limit bigint,
  require_two_factor_authentication boolean NOT NULL DEFAULT false,
  two_factor_grace_period integer NOT NULL DEFAULT 0,
  cached_markdown_version integer,
  project_creation_level integer,
  runners_token varchar,
  file_template_project_id bigint,
  saml_discovery_token varchar,
  runners_token_encrypted varchar,
  custom_project_templates_group_id bigint,
  auto_devops_enabled boolean,
  extra_shared_runners_minutes_limit integer,
  last_ci_minutes_notification_at timestamptz,
  last_ci_minutes_usage_notification_level integer,
  subgroup_creation_level integer,
  emails_disabled boolean,
  max_pages_size integer,
  max_artifacts_size integer,
  mentions_disabled boolean,
  default_branch_protection smallint,
  unlock_membership_to_ldap boolean,
  max_personal_access_token_lifetime integer,
  push_rule_id bigint,
  shared_runners_enabled boolean NOT NULL DEFAULT false,
  allow_descendants_override_disabled_shared_runners boolean NOT NULL DEFAULT false,
  traversal_ids bigint[] NOT NULL DEFAULT '{}',
  organization_id bigint,
  PRIMARY KEY (id)
);
CREATE INDEX ON namespaces (updated_at);

-- Columns as the manifests of 2024 read them, types from the casts of the models that read them, or from the names where
-- there is no cast; uuid, tsvector, text[] and jsonb where GitLab has them (facts: gitlab-platform 1.11).

CREATE TABLE group_group_links (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  shared_group_id bigint,
  shared_with_group_id bigint,
  expires_at timestamp,
  group_access integer,
  PRIMARY KEY (id)
);

CREATE TABLE namespace_details (
  namespace_id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  free_user_cap_over_limit_notified_at timestamp,
  dashboard_notification_at timestamp,
  dashboard_enforcement_at timestamp,
  PRIMARY KEY (namespace_id)
);

CREATE TABLE namespace_settings (
  created_at timestamp,
  updated_at timestamp,
  namespace_id bigint NOT NULL,
  prevent_forking_outside_group boolean,
  allow_mfa_for_subgroups boolean,
  repository_read_only boolean,
  resource_access_token_creation_allowed boolean,
  prevent_sharing_groups_outside_hierarchy boolean,
  new_user_signups_cap integer,
  setup_for_company boolean,
  jobs_to_be_done integer,
  experiment_features_enabled boolean,
  code_suggestions boolean,
  early_access_program_participant boolean,
  early_access_program_joined_by_id bigint,
  default_branch_name varchar,
  PRIMARY KEY (namespace_id)
);

CREATE TABLE project_feature_usages (
  project_id bigint NOT NULL,
  jira_dvcs_cloud_last_sync_at timestamp,
  jira_dvcs_server_last_sync_at timestamp,
  PRIMARY KEY (project_id)
);

CREATE TABLE project_features (
  id bigint NOT NULL,
  project_id bigint,
  merge_requests_access_level integer,
  issues_access_level integer,
  wiki_access_level integer,
  snippets_access_level integer,
  builds_access_level integer,
  created_at timestamp,
  updated_at timestamp,
  repository_access_level integer,
  pages_access_level integer,
  forking_access_level integer,
  metrics_dashboard_access_level integer,
  requirements_access_level integer,
  operations_access_level integer,
  analytics_access_level integer,
  security_and_compliance_access_level integer,
  container_registry_access_level integer,
  package_registry_access_level integer,
  monitor_access_level integer,
  infrastructure_access_level integer,
  feature_flags_access_level integer,
  environments_access_level integer,
  releases_access_level integer,
  PRIMARY KEY (id)
);

CREATE TABLE project_group_links (
  id bigint NOT NULL,
  project_id bigint,
  group_id bigint,
  created_at timestamp,
  updated_at timestamp,
  group_access integer,
  expires_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE project_settings (
  project_id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  push_rule_id bigint,
  show_default_award_emojis boolean,
  allow_merge_on_skipped_pipeline boolean,
  squash_option integer,
  has_confluence boolean,
  has_vulnerabilities boolean,
  prevent_merge_without_jira_issue boolean,
  cve_id_request_enabled boolean,
  mr_default_target_self boolean,
  warn_about_potentially_unwanted_characters boolean,
  has_shimo boolean,
  legacy_open_source_license_available boolean,
  enforce_auth_checks_on_uploads boolean,
  previous_default_branch varchar,
  merge_commit_template varchar,
  squash_commit_template varchar,
  target_platforms text[],
  PRIMARY KEY (project_id)
);

CREATE TABLE project_statistics (
  id bigint NOT NULL,
  project_id bigint,
  namespace_id bigint,
  commit_count integer,
  storage_size bigint,
  repository_size bigint,
  lfs_objects_size bigint,
  build_artifacts_size bigint,
  shared_runners_seconds integer,
  shared_runners_seconds_last_reset timestamp,
  packages_size bigint,
  wiki_size bigint,
  snippets_size bigint,
  uploads_size bigint,
  container_registry_size bigint,
  PRIMARY KEY (id)
);

CREATE TABLE routes (
  id bigint NOT NULL,
  source_id bigint,
  source_type varchar,
  created_at timestamp,
  updated_at timestamp,
  path varchar,
  PRIMARY KEY (id)
);
