-- The main database of gitlab.com. Columns that a manifest masks as NULL are here, filled, so that a leak can be
-- found. NOT NULL columns carry defaults. What the facts call by two names (services, integrations) is one table.

-- Columns and types as in GitLab 18 (facts: gitlab-platform 2.1).

CREATE TABLE audit_events (
  id bigint NOT NULL,
  author_id bigint NOT NULL DEFAULT 0,
  entity_id bigint NOT NULL DEFAULT 0,
  entity_type varchar NOT NULL DEFAULT '',
  details text,
  ip_address inet,
  author_name text,
  entity_path text,
  target_details text,
  created_at timestamp NOT NULL,
  target_type text,
  target_id bigint,
  PRIMARY KEY (id, created_at)
);

CREATE TABLE issues (
  id bigint NOT NULL,
  title varchar,
  author_id bigint,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  description text,
  milestone_id bigint,
  iid integer,
  updated_by_id bigint,
  weight integer,
  confidential boolean NOT NULL DEFAULT false,
  due_date date,
  moved_to_id bigint,
  lock_version integer,
  title_html text,
  description_html text,
  time_estimate integer,
  relative_position integer,
  service_desk_reply_to varchar,
  cached_markdown_version integer,
  last_edited_at timestamp,
  last_edited_by_id bigint,
  discussion_locked boolean,
  closed_at timestamptz,
  closed_by_id bigint,
  state_id smallint NOT NULL DEFAULT 0,
  duplicated_to_id bigint,
  promoted_to_epic_id bigint,
  health_status smallint,
  external_key varchar(255),
  sprint_id bigint,
  blocking_issues_count integer NOT NULL DEFAULT 0,
  upvotes_count integer NOT NULL DEFAULT 0,
  work_item_type_id bigint,
  namespace_id bigint,
  start_date date,
  imported_from smallint NOT NULL DEFAULT 0,
  correct_work_item_type_id bigint NOT NULL DEFAULT 0,
  author_id_convert_to_bigint bigint,
  closed_by_id_convert_to_bigint bigint,
  duplicated_to_id_convert_to_bigint bigint,
  id_convert_to_bigint bigint NOT NULL DEFAULT 0,
  last_edited_by_id_convert_to_bigint bigint,
  milestone_id_convert_to_bigint bigint,
  moved_to_id_convert_to_bigint bigint,
  project_id_convert_to_bigint bigint,
  promoted_to_epic_id_convert_to_bigint bigint,
  updated_by_id_convert_to_bigint bigint,
  PRIMARY KEY (id)
);
CREATE INDEX ON issues (updated_at);

CREATE TABLE labels (
  id bigint NOT NULL,
  title varchar,
  color varchar,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  template boolean,
  description varchar,
  description_html text,
  type varchar,
  group_id bigint,
  cached_markdown_version integer,
  lock_on_merge boolean NOT NULL DEFAULT false,
  PRIMARY KEY (id)
);
CREATE INDEX ON labels (updated_at);

CREATE TABLE member_roles (
  id bigint NOT NULL,
  namespace_id bigint,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  base_access_level integer,
  name text NOT NULL DEFAULT '',
  description text,
  occupies_seat boolean NOT NULL DEFAULT false,
  permissions jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (id)
);

CREATE TABLE merge_request_diff_commits (
  authored_date timestamp,
  committed_date timestamp,
  merge_request_diff_id bigint NOT NULL DEFAULT 0,
  relative_order integer NOT NULL DEFAULT 0,
  sha bytea NOT NULL,
  message text,
  trailers jsonb NOT NULL DEFAULT '{}',
  commit_author_id bigint,
  committer_id bigint,
  PRIMARY KEY (merge_request_diff_id, relative_order)
);

CREATE TABLE merge_request_metrics (
  merge_request_id bigint NOT NULL DEFAULT 0,
  latest_build_started_at timestamp,
  latest_build_finished_at timestamp,
  first_deployed_to_production_at timestamp,
  merged_at timestamp,
  created_at timestamp NOT NULL,
  updated_at timestamp NOT NULL,
  merged_by_id bigint,
  latest_closed_by_id bigint,
  latest_closed_at timestamptz,
  first_comment_at timestamptz,
  first_commit_at timestamptz,
  last_commit_at timestamptz,
  diff_size integer,
  modified_paths_size integer,
  commits_count integer,
  first_approved_at timestamptz,
  first_reassigned_at timestamptz,
  added_lines integer,
  removed_lines integer,
  target_project_id bigint,
  id bigint NOT NULL,
  first_contribution boolean NOT NULL DEFAULT false,
  pipeline_id bigint,
  reviewer_first_assigned_at timestamptz,
  PRIMARY KEY (id)
);
CREATE INDEX ON merge_request_metrics (updated_at);

CREATE TABLE merge_requests (
  id bigint NOT NULL,
  target_branch varchar NOT NULL DEFAULT '',
  source_branch varchar NOT NULL DEFAULT '',
  source_project_id bigint,
  author_id bigint,
  assignee_id bigint,
  title varchar,
  created_at timestamp,
  updated_at timestamp,
  milestone_id bigint,
  merge_status varchar NOT NULL DEFAULT '',
  target_project_id bigint NOT NULL DEFAULT 0,
  iid integer,
  description text,
  updated_by_id bigint,
  merge_error text,
  merge_params text,
  merge_when_pipeline_succeeds boolean NOT NULL DEFAULT false,
  merge_user_id bigint,
  merge_commit_sha varchar,
  approvals_before_merge integer,
  rebase_commit_sha varchar,
  in_progress_merge_commit_sha varchar,
  lock_version integer,
  title_html text,
  description_html text,
  time_estimate integer,
  squash boolean NOT NULL DEFAULT false,
  cached_markdown_version integer,
  last_edited_at timestamp,
  last_edited_by_id bigint,
  merge_jid varchar,
  discussion_locked boolean,
  latest_merge_request_diff_id bigint,
  allow_maintainer_to_push boolean,
  state_id smallint NOT NULL DEFAULT 0,
  rebase_jid varchar,
  squash_commit_sha bytea,
  sprint_id bigint,
  merge_ref_sha bytea,
  draft boolean NOT NULL DEFAULT false,
  prepared_at timestamptz,
  merged_commit_sha bytea,
  override_requested_changes boolean NOT NULL DEFAULT false,
  head_pipeline_id bigint,
  imported_from smallint NOT NULL DEFAULT 0,
  retargeted boolean NOT NULL DEFAULT false,
  PRIMARY KEY (id)
);
CREATE INDEX ON merge_requests (updated_at);

CREATE TABLE milestones (
  id bigint NOT NULL,
  title varchar NOT NULL DEFAULT '',
  project_id bigint,
  description text,
  due_date date,
  created_at timestamp,
  updated_at timestamp,
  state varchar,
  iid integer,
  title_html text,
  description_html text,
  start_date date,
  cached_markdown_version integer,
  group_id bigint,
  lock_version integer NOT NULL DEFAULT 0,
  PRIMARY KEY (id)
);

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

CREATE TABLE projects (
  id bigint NOT NULL,
  name varchar,
  path varchar,
  description text,
  created_at timestamp,
  updated_at timestamp,
  creator_id bigint,
  namespace_id bigint NOT NULL DEFAULT 0,
  last_activity_at timestamp,
  import_url varchar,
  visibility_level integer NOT NULL DEFAULT 0,
  archived boolean NOT NULL DEFAULT false,
  avatar varchar,
  merge_requests_template text,
  star_count integer NOT NULL DEFAULT 0,
  merge_requests_rebase_enabled boolean,
  import_type varchar,
  import_source varchar,
  approvals_before_merge integer NOT NULL DEFAULT 0,
  reset_approvals_on_push boolean,
  merge_requests_ff_only_enabled boolean,
  issues_template text,
  mirror boolean NOT NULL DEFAULT false,
  mirror_last_update_at timestamp,
  mirror_last_successful_update_at timestamp,
  mirror_user_id bigint,
  shared_runners_enabled boolean NOT NULL DEFAULT false,
  runners_token varchar,
  build_allow_git_fetch boolean NOT NULL DEFAULT false,
  build_timeout integer NOT NULL DEFAULT 0,
  mirror_trigger_builds boolean NOT NULL DEFAULT false,
  pending_delete boolean,
  public_builds boolean NOT NULL DEFAULT false,
  last_repository_check_failed boolean,
  last_repository_check_at timestamp,
  only_allow_merge_if_pipeline_succeeds boolean NOT NULL DEFAULT false,
  has_external_issue_tracker boolean,
  repository_storage varchar NOT NULL DEFAULT '',
  repository_read_only boolean,
  request_access_enabled boolean NOT NULL DEFAULT false,
  has_external_wiki boolean,
  ci_config_path varchar,
  lfs_enabled boolean,
  description_html text,
  only_allow_merge_if_all_discussions_are_resolved boolean,
  repository_size_limit bigint,
  printing_merge_request_link_enabled boolean NOT NULL DEFAULT false,
  auto_cancel_pending_pipelines integer NOT NULL DEFAULT 0,
  service_desk_enabled boolean,
  cached_markdown_version integer,
  delete_error text,
  last_repository_updated_at timestamp,
  disable_overriding_approvers_per_merge_request boolean,
  storage_version smallint,
  resolve_outdated_diff_discussions boolean,
  remote_mirror_available_overridden boolean,
  only_mirror_protected_branches boolean,
  pull_mirror_available_overridden boolean,
  jobs_cache_index integer,
  external_authorization_classification_label varchar,
  mirror_overwrites_diverged_branches boolean,
  pages_https_only boolean,
  external_webhook_token varchar,
  packages_enabled boolean,
  merge_requests_author_approval boolean,
  pool_repository_id bigint,
  runners_token_encrypted varchar,
  bfg_object_map varchar,
  detected_repository_languages boolean,
  merge_requests_disable_committers_approval boolean,
  require_password_to_approve boolean,
  emails_disabled boolean,
  max_pages_size integer,
  max_artifacts_size integer,
  pull_mirror_branch_prefix varchar(50),
  remove_source_branch_after_merge boolean,
  marked_for_deletion_at date,
  marked_for_deletion_by_user_id bigint,
  autoclose_referenced_issues boolean,
  suggestion_commit_message varchar(255),
  project_namespace_id bigint,
  hidden boolean NOT NULL DEFAULT false,
  organization_id bigint,
  PRIMARY KEY (id)
);
CREATE INDEX ON projects (updated_at);

CREATE TABLE users (
  id bigint NOT NULL,
  email varchar NOT NULL DEFAULT '',
  encrypted_password varchar NOT NULL DEFAULT '',
  reset_password_token varchar,
  reset_password_sent_at timestamp,
  remember_created_at timestamp,
  sign_in_count integer,
  current_sign_in_at timestamp,
  last_sign_in_at timestamp,
  current_sign_in_ip varchar,
  last_sign_in_ip varchar,
  created_at timestamp,
  updated_at timestamp,
  name varchar,
  admin boolean NOT NULL DEFAULT false,
  projects_limit integer NOT NULL DEFAULT 0,
  failed_attempts integer,
  locked_at timestamp,
  username varchar,
  can_create_group boolean NOT NULL DEFAULT false,
  can_create_team boolean NOT NULL DEFAULT false,
  state varchar,
  color_scheme_id bigint NOT NULL DEFAULT 0,
  password_expires_at timestamp,
  created_by_id bigint,
  last_credential_check_at timestamp,
  avatar varchar,
  confirmation_token varchar,
  confirmed_at timestamp,
  confirmation_sent_at timestamp,
  unconfirmed_email varchar,
  hide_no_ssh_key boolean,
  admin_email_unsubscribed_at timestamp,
  notification_email varchar,
  hide_no_password boolean,
  password_automatically_set boolean,
  encrypted_otp_secret varchar,
  encrypted_otp_secret_iv varchar,
  encrypted_otp_secret_salt varchar,
  otp_required_for_login boolean NOT NULL DEFAULT false,
  otp_backup_codes text,
  public_email varchar,
  dashboard integer,
  project_view integer,
  consumed_timestep integer,
  layout integer,
  hide_project_limit boolean,
  note text,
  unlock_token varchar,
  otp_grace_period_started_at timestamp,
  external boolean,
  incoming_email_token varchar,
  auditor boolean NOT NULL DEFAULT false,
  require_two_factor_authentication_from_group boolean NOT NULL DEFAULT false,
  two_factor_grace_period integer NOT NULL DEFAULT 0,
  last_activity_on date,
  notified_of_own_activity boolean,
  preferred_language varchar,
  theme_id smallint,
  accepted_term_id bigint,
  feed_token varchar,
  private_profile boolean NOT NULL DEFAULT false,
  roadmap_layout smallint,
  include_private_contributions boolean,
  commit_email varchar,
  group_view integer,
  managing_group_id bigint,
  first_name varchar(255),
  last_name varchar(255),
  static_object_token varchar(255),
  "role" smallint,
  user_type smallint,
  static_object_token_encrypted text,
  otp_secret_expires_at timestamptz,
  onboarding_in_progress boolean NOT NULL DEFAULT false,
  color_mode_id smallint NOT NULL DEFAULT 0,
  last_access_from_pipl_country_at timestamptz,
  composite_identity_enforced boolean NOT NULL DEFAULT false,
  PRIMARY KEY (id)
);
CREATE INDEX ON users (updated_at);

CREATE TABLE label_links (
  id bigint NOT NULL,
  label_id bigint,
  target_id bigint,
  target_type varchar,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE members (
  id bigint NOT NULL,
  access_level integer NOT NULL DEFAULT 0,
  source_id bigint NOT NULL DEFAULT 0,
  source_type varchar NOT NULL DEFAULT '',
  user_id bigint,
  notification_level integer NOT NULL DEFAULT 0,
  type varchar,
  created_at timestamp,
  updated_at timestamp,
  created_by_id bigint,
  invite_email varchar,
  invite_token varchar,
  invite_accepted_at timestamp,
  requested_at timestamp,
  expires_at date,
  ldap boolean NOT NULL DEFAULT false,
  override boolean NOT NULL DEFAULT false,
  state smallint,
  invite_email_success boolean NOT NULL DEFAULT false,
  member_namespace_id bigint,
  member_role_id bigint,
  expiry_notified_at timestamptz,
  request_accepted_at timestamptz,
  PRIMARY KEY (id)
);
CREATE INDEX ON members (updated_at);

-- Columns as the manifests of 2024 read them, types from the casts of the models that read them, or from
-- the names where there is no cast; uuid, tsvector, text[] and jsonb where
-- GitLab has them (facts: gitlab-platform 1.11).

CREATE TABLE alert_management_alerts (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  started_at timestamp,
  ended_at timestamp,
  events varchar,
  iid integer,
  status integer,
  issue_id bigint,
  project_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE alert_management_http_integrations (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  project_id bigint,
  active boolean,
  PRIMARY KEY (id)
);

CREATE TABLE analytics_cycle_analytics_group_stages (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  relative_position integer,
  start_event_identifier integer,
  end_event_identifier integer,
  group_id bigint,
  start_event_label_id bigint,
  end_event_label_id bigint,
  hidden boolean,
  custom boolean,
  group_value_stream_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE application_settings (
  id bigint NOT NULL,
  default_projects_limit integer,
  signup_enabled boolean,
  created_at timestamp,
  updated_at timestamp,
  shared_runners_enabled boolean,
  usage_ping_enabled boolean,
  shared_runners_minutes integer,
  repository_size_limit integer,
  PRIMARY KEY (id)
);

CREATE TABLE approval_merge_request_rules (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  merge_request_id bigint,
  approvals_required integer,
  rule_type integer,
  report_type integer,
  section varchar,
  modified_from_project_rule boolean,
  PRIMARY KEY (id)
);

CREATE TABLE approval_project_rules (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  project_id bigint,
  approvals_required integer,
  rule_type integer,
  report_type integer,
  PRIMARY KEY (id)
);

CREATE TABLE approvals (
  id bigint NOT NULL,
  merge_request_id bigint,
  user_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE audit_events_external_audit_event_destinations (
  id bigint NOT NULL,
  namespace_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE authentication_events (
  id bigint NOT NULL,
  created_at timestamp,
  user_id bigint,
  result varchar,
  provider varchar,
  PRIMARY KEY (id)
);

CREATE TABLE batched_background_migrations (
  id bigint NOT NULL,
  status integer,
  finished_at timestamp,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE banned_users (
  user_id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (user_id)
);

CREATE TABLE boards (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  milestone_id bigint,
  group_id bigint,
  weight integer,
  PRIMARY KEY (id)
);

CREATE TABLE bulk_imports (
  id bigint NOT NULL,
  user_id bigint,
  source_type varchar,
  status integer,
  created_at timestamp,
  updated_at timestamp,
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

CREATE TABLE compliance_management_frameworks (
  id bigint NOT NULL,
  name varchar,
  description varchar,
  color varchar,
  namespace_id bigint,
  pipeline_configuration_full_path varchar,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE csv_issue_imports (
  id bigint NOT NULL,
  project_id bigint,
  user_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE dast_profiles (
  id bigint NOT NULL,
  project_id bigint,
  dast_site_profile_id bigint,
  dast_scanner_profile_id bigint,
  created_at timestamp,
  updated_at timestamp,
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

CREATE TABLE emails (
  id bigint NOT NULL,
  user_id bigint,
  created_at timestamp,
  updated_at timestamp,
  confirmed_at timestamp,
  confirmation_sent_at timestamp,
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

CREATE TABLE epics (
  id bigint NOT NULL,
  iid integer,
  group_id bigint,
  author_id bigint,
  assignee_id bigint,
  updated_by_id bigint,
  last_edited_by_id bigint,
  lock_version integer,
  start_date date,
  end_date date,
  last_edited_at timestamp,
  created_at timestamp,
  updated_at timestamp,
  state_id smallint,
  closed_at timestamp,
  parent_id bigint,
  relative_position integer,
  start_date_sourcing_epic_id bigint,
  confidential boolean,
  title varchar,
  description text,
  PRIMARY KEY (id)
);

CREATE TABLE events (
  id bigint NOT NULL,
  project_id bigint,
  author_id bigint,
  target_id bigint,
  created_at timestamp,
  updated_at timestamp,
  action integer,
  target_type varchar,
  PRIMARY KEY (id)
);
CREATE INDEX ON events (updated_at);

CREATE TABLE external_status_checks (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE geo_nodes (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE grafana_integrations (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  enabled boolean,
  grafana_url varchar,
  PRIMARY KEY (id)
);

CREATE TABLE gpg_signatures (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  project_id bigint,
  gpg_key_id bigint,
  verification_status integer,
  PRIMARY KEY (id)
);

CREATE TABLE incident_management_issuable_escalation_statuses (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  issue_id bigint,
  policy_id bigint,
  escalations_started_at timestamp,
  resolved_at timestamp,
  status integer,
  PRIMARY KEY (id)
);

CREATE TABLE incident_management_timeline_events (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  occurred_at timestamp,
  project_id bigint,
  author_id bigint,
  issue_id bigint,
  updated_by_user_id bigint,
  promoted_from_note_id bigint,
  cached_markdown_version integer,
  editable boolean,
  PRIMARY KEY (id)
);

CREATE TABLE incident_management_timeline_event_tags (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  project_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE incident_management_timeline_event_tag_links (
  id bigint NOT NULL,
  timeline_event_id bigint,
  timeline_event_tag_id bigint,
  created_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE identities (
  id bigint NOT NULL,
  provider varchar,
  user_id bigint,
  created_at timestamp,
  updated_at timestamp,
  saml_provider_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE integrations (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  active boolean,
  push_events boolean,
  issues_events boolean,
  merge_requests_events boolean,
  tag_push_events boolean,
  note_events boolean,
  category varchar,
  wiki_page_events boolean,
  pipeline_events boolean,
  confidential_issues_events boolean,
  commit_events boolean,
  job_events boolean,
  confidential_note_events boolean,
  deployment_events boolean,
  comment_on_event_enabled boolean,
  group_id bigint,
  inherit_from_id bigint,
  instance boolean,
  type_new varchar,
  type varchar,
  template boolean,
  properties text,
  PRIMARY KEY (id)
);

CREATE TABLE issue_metrics (
  id bigint NOT NULL,
  issue_id bigint,
  first_mentioned_in_commit_at date,
  first_associated_with_milestone_at date,
  first_added_to_board_at date,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE jira_connect_subscriptions (
  id bigint NOT NULL,
  jira_connect_installation_id bigint,
  namespace_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE jira_imports (
  id bigint NOT NULL,
  project_id bigint,
  user_id bigint,
  label_id bigint,
  created_at timestamp,
  updated_at timestamp,
  finished_at timestamp,
  jira_project_xid varchar,
  total_issue_count integer,
  imported_issues_count integer,
  failed_to_import_count integer,
  status integer,
  jid varchar,
  scheduled_at timestamp,
  error_message varchar,
  PRIMARY KEY (id)
);

CREATE TABLE jira_tracker_data (
  id bigint NOT NULL,
  integration_id bigint,
  created_at timestamp,
  updated_at timestamp,
  jira_issue_transition_id varchar,
  issues_enabled boolean,
  deployment_type integer,
  vulnerabilities_issuetype varchar,
  vulnerabilities_enabled boolean,
  project_key varchar,
  PRIMARY KEY (id)
);

CREATE TABLE keys (
  id bigint NOT NULL,
  user_id bigint,
  created_at timestamp,
  updated_at timestamp,
  type varchar,
  public boolean,
  last_used_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE label_priorities (
  id bigint NOT NULL,
  project_id bigint,
  label_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE ldap_group_links (
  id bigint NOT NULL,
  group_access integer,
  group_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE lfs_objects (
  id bigint NOT NULL,
  size bigint,
  created_at timestamp,
  updated_at timestamp,
  file_store integer,
  oid varchar,
  file varchar,
  PRIMARY KEY (id)
);

CREATE TABLE lists (
  id bigint NOT NULL,
  board_id bigint,
  label_id bigint,
  list_type integer,
  "position" text,
  created_at timestamp,
  updated_at timestamp,
  user_id bigint,
  milestone_id bigint,
  max_issue_count integer,
  max_issue_weight integer,
  limit_metric integer,
  PRIMARY KEY (id)
);

CREATE TABLE merge_request_diffs (
  id bigint NOT NULL,
  state varchar,
  merge_request_id bigint,
  created_at timestamp,
  updated_at timestamp,
  base_commit_sha varchar,
  real_size bigint,
  head_commit_sha varchar,
  start_commit_sha varchar,
  commits_count integer,
  external_diff varchar,
  external_diff_store integer,
  stored_externally boolean,
  files_count integer,
  sorted boolean,
  diff_type integer,
  PRIMARY KEY (id)
);
CREATE INDEX ON merge_request_diffs (updated_at);

CREATE TABLE merge_request_predictions (
  merge_request_id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  suggested_reviewers jsonb,
  PRIMARY KEY (merge_request_id)
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

CREATE TABLE namespace_details (
  namespace_id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  free_user_cap_over_limit_notified_at timestamp,
  dashboard_notification_at timestamp,
  dashboard_enforcement_at timestamp,
  PRIMARY KEY (namespace_id)
);

CREATE TABLE namespace_root_storage_statistics (
  namespace_id bigint NOT NULL,
  repository_size bigint,
  lfs_objects_size bigint,
  wiki_size bigint,
  build_artifacts_size bigint,
  storage_size bigint,
  packages_size bigint,
  container_registry_size bigint,
  updated_at timestamp,
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

CREATE TABLE notes (
  id bigint NOT NULL,
  noteable_type varchar,
  author_id bigint,
  created_at timestamp,
  updated_at timestamp,
  project_id bigint,
  commit_id varchar,
  noteable_id bigint,
  system boolean,
  updated_by_id bigint,
  type varchar,
  "position" text,
  original_position varchar,
  resolved_at timestamp,
  resolved_by_id bigint,
  discussion_id varchar,
  cached_markdown_version integer,
  change_position text,
  resolved_by_push boolean,
  note text,
  attachment varchar,
  line_code varchar,
  st_diff text,
  note_html text,
  namespace_id bigint,
  PRIMARY KEY (id)
);
CREATE INDEX ON notes (updated_at);

CREATE TABLE notification_settings (
  id bigint NOT NULL,
  user_id bigint,
  source_id bigint,
  source_type varchar,
  level integer,
  new_note boolean,
  new_issue boolean,
  reopen_issue boolean,
  close_issue boolean,
  reassign_issue boolean,
  new_merge_request boolean,
  reopen_merge_request boolean,
  close_merge_request boolean,
  reassign_merge_request boolean,
  merge_merge_request boolean,
  failed_pipeline boolean,
  success_pipeline boolean,
  push_to_merge_request boolean,
  issue_due boolean,
  new_epic boolean,
  fixed_pipeline boolean,
  new_release boolean,
  moved_project boolean,
  change_reviewer_merge_request boolean,
  merge_when_pipeline_succeeds boolean,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE onboarding_progresses (
  id bigint NOT NULL,
  namespace_id bigint,
  created_at timestamp,
  updated_at timestamp,
  git_write_at timestamp,
  merge_request_created_at timestamp,
  pipeline_created_at timestamp,
  user_added_at timestamp,
  trial_started_at timestamp,
  required_mr_approvals_enabled_at timestamp,
  code_owners_enabled_at timestamp,
  issue_created_at timestamp,
  license_scanning_run_at timestamp,
  secure_dependency_scanning_run_at timestamp,
  secure_dast_run_at timestamp,
  code_added_at timestamp,
  ended_at timestamp,
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

CREATE TABLE project_auto_devops (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  enabled boolean,
  PRIMARY KEY (id)
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

CREATE TABLE project_security_settings (
  project_id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  pre_receive_secret_detection_enabled boolean,
  PRIMARY KEY (project_id)
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

CREATE TABLE protected_branch_merge_access_levels (
  id bigint NOT NULL,
  protected_branch_id bigint,
  access_level integer,
  created_at timestamp,
  updated_at timestamp,
  user_id bigint,
  group_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE protected_branch_push_access_levels (
  id bigint NOT NULL,
  protected_branch_id bigint,
  access_level integer,
  created_at timestamp,
  updated_at timestamp,
  user_id bigint,
  group_id bigint,
  deploy_key_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE protected_branches (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  code_owner_approval_required boolean,
  name varchar,
  PRIMARY KEY (id)
);

CREATE TABLE protected_environment_approval_rules (
  id bigint NOT NULL,
  protected_environment_id bigint,
  user_id bigint,
  group_id bigint,
  created_at timestamp,
  updated_at timestamp,
  access_level integer,
  required_approvals integer,
  group_inheritance_type integer,
  PRIMARY KEY (id)
);

CREATE TABLE protected_environments (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  group_id bigint,
  required_approval_count integer,
  name varchar,
  PRIMARY KEY (id)
);

CREATE TABLE related_epic_links (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE releases (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  author_id bigint,
  tag varchar,
  description text,
  sha varchar,
  PRIMARY KEY (id)
);

CREATE TABLE remote_development_agent_configs (
  id bigint NOT NULL,
  cluster_agent_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE remote_mirrors (
  id bigint NOT NULL,
  project_id bigint,
  enabled boolean,
  update_status varchar,
  last_update_at timestamp,
  last_successful_update_at timestamp,
  created_at timestamp,
  updated_at timestamp,
  last_update_started_at timestamp,
  only_protected_branches boolean,
  error_notification_sent boolean,
  keep_divergent_refs boolean,
  url varchar,
  last_error varchar,
  remote_name varchar,
  PRIMARY KEY (id)
);

CREATE TABLE resource_iteration_events (
  id bigint NOT NULL,
  user_id bigint,
  issue_id bigint,
  merge_request_id bigint,
  iteration_id bigint,
  created_at timestamp,
  action integer,
  PRIMARY KEY (id)
);

CREATE TABLE resource_label_events (
  id bigint NOT NULL,
  action integer,
  issue_id bigint,
  merge_request_id bigint,
  epic_id bigint,
  label_id bigint,
  user_id bigint,
  created_at timestamp,
  cached_markdown_version integer,
  reference varchar,
  reference_html varchar,
  PRIMARY KEY (id)
);

CREATE TABLE resource_milestone_events (
  id bigint NOT NULL,
  user_id bigint,
  issue_id bigint,
  merge_request_id bigint,
  milestone_id bigint,
  action integer,
  state varchar,
  created_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE resource_weight_events (
  id bigint NOT NULL,
  user_id bigint,
  issue_id bigint,
  weight integer,
  created_at timestamp,
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

CREATE TABLE saml_group_links (
  id bigint NOT NULL,
  access_level integer,
  group_id bigint,
  created_at timestamp,
  updated_at timestamp,
  saml_group_name varchar,
  PRIMARY KEY (id)
);

CREATE TABLE security_orchestration_policy_configurations (
  id bigint NOT NULL,
  project_id bigint,
  security_policy_management_project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  configured_at timestamp,
  namespace_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE security_scans (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  build_id bigint,
  scan_type integer,
  project_id bigint,
  pipeline_id bigint,
  latest boolean,
  status integer,
  PRIMARY KEY (id)
);

CREATE TABLE slack_integrations (
  id bigint NOT NULL,
  integration_id bigint,
  team_id varchar,
  user_id bigint,
  created_at timestamp,
  updated_at timestamp,
  bot_user_id bigint,
  team_name varchar,
  alias varchar,
  PRIMARY KEY (id)
);

CREATE TABLE snippets (
  id bigint NOT NULL,
  author_id bigint,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  type varchar,
  visibility_level integer,
  title varchar,
  content text,
  file_name varchar,
  PRIMARY KEY (id)
);

CREATE TABLE ssh_signatures (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  project_id bigint,
  verification_status integer,
  user_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE status_page_published_incidents (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  issue_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE subscriptions (
  id bigint NOT NULL,
  user_id bigint,
  subscribable_id bigint,
  subscribable_type varchar,
  subscribed boolean,
  created_at timestamp,
  updated_at timestamp,
  project_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE subscription_add_ons (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  name varchar,
  description text,
  PRIMARY KEY (id)
);

CREATE TABLE subscription_add_on_purchases (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  subscription_add_on_id bigint,
  namespace_id bigint,
  quantity integer,
  expires_on timestamp,
  purchase_xid varchar,
  PRIMARY KEY (id)
);

CREATE TABLE subscription_user_add_on_assignments (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  add_on_purchase_id bigint,
  user_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE system_note_metadata (
  id bigint NOT NULL,
  note_id bigint,
  commit_count integer,
  action integer,
  created_at timestamp,
  updated_at timestamp,
  description_version_id bigint,
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

CREATE TABLE todos (
  id bigint NOT NULL,
  user_id bigint,
  project_id bigint,
  target_id bigint,
  target_type varchar,
  author_id bigint,
  action integer,
  state varchar,
  created_at timestamp,
  updated_at timestamp,
  note_id bigint,
  commit_id varchar,
  group_id bigint,
  resolved_by_action integer,
  PRIMARY KEY (id)
);

CREATE TABLE uploads (
  id bigint NOT NULL,
  size bigint,
  model_id bigint,
  model_type varchar,
  uploader varchar,
  created_at timestamp,
  store integer,
  path varchar,
  checksum varchar,
  mount_point varchar,
  secret varchar,
  PRIMARY KEY (id)
);

CREATE TABLE user_custom_attributes (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  user_id bigint,
  key varchar,
  value varchar,
  PRIMARY KEY (id)
);

CREATE TABLE user_preferences (
  user_id bigint NOT NULL,
  issue_notes_filter integer,
  merge_request_notes_filter integer,
  created_at timestamp,
  updated_at timestamp,
  epics_sort varchar,
  roadmap_epics_state varchar,
  epic_notes_filter integer,
  issues_sort varchar,
  merge_requests_sort varchar,
  roadmaps_sort varchar,
  first_day_of_week integer,
  time_display_relative boolean,
  projects_sort varchar,
  show_whitespace_in_diffs boolean,
  sourcegraph_enabled boolean,
  setup_for_company boolean,
  render_whitespace_in_code boolean,
  tab_width integer,
  view_diffs_file_by_file boolean,
  id bigint NOT NULL,
  gitpod_enabled boolean,
  use_new_navigation boolean,
  early_access_program_participant boolean,
  timezone varchar,
  time_format_in_24h boolean,
  experience_level integer,
  PRIMARY KEY (user_id)
);

CREATE TABLE users_ops_dashboard_projects (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  user_id bigint,
  project_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE vulnerabilities (
  id bigint NOT NULL,
  confidence integer,
  confidence_overridden boolean,
  confirmed_at timestamp,
  created_at timestamp,
  dismissed_at timestamp,
  resolved_at timestamp,
  severity_overridden boolean,
  state integer,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE vulnerability_occurrences (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  severity integer,
  confidence integer,
  report_type integer,
  project_id bigint,
  scanner_id bigint,
  primary_identifier_id bigint,
  metadata_version varchar,
  vulnerability_id double precision,
  uuid uuid,
  name varchar,
  raw_metadata text,
  PRIMARY KEY (id)
);

CREATE TABLE vulnerability_state_transitions (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  author_id bigint,
  vulnerability_id bigint,
  dismissal_reason integer,
  to_state integer,
  PRIMARY KEY (id)
);

CREATE TABLE web_hooks (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  type varchar,
  integration_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE work_item_types (
  id bigint NOT NULL,
  name varchar,
  base_type integer,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE work_item_parent_links (
  id bigint NOT NULL,
  work_item_parent_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE work_item_progresses (
  created_at timestamp,
  updated_at timestamp,
  issue_id bigint NOT NULL,
  reminder_frequency integer,
  progress integer,
  PRIMARY KEY (issue_id)
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

CREATE TABLE zoekt_enabled_namespaces (
  id bigint NOT NULL,
  root_namespace_id bigint,
  search boolean,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE zoekt_indices (
  id bigint NOT NULL,
  zoekt_enabled_namespace_id bigint,
  zoekt_node_id bigint,
  namespace_id bigint,
  created_at timestamp,
  updated_at timestamp,
  state integer,
  PRIMARY KEY (id)
);

CREATE TABLE zoom_meetings (
  id bigint NOT NULL,
  project_id bigint,
  issue_id bigint,
  created_at timestamp,
  updated_at timestamp,
  issue_status varchar,
  url varchar,
  PRIMARY KEY (id)
);

CREATE TABLE alert_management_alert_assignees (
  id bigint NOT NULL,
  user_id bigint,
  alert_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE approval_merge_request_rule_sources (
  id bigint NOT NULL,
  approval_merge_request_rule_id bigint,
  approval_project_rule_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE approval_project_rules_groups (
  id bigint NOT NULL,
  approval_project_rule_id bigint,
  group_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE approval_project_rules_protected_branches (
  approval_project_rule_id bigint,
  protected_branch_id bigint
);

CREATE TABLE approval_project_rules_users (
  id bigint NOT NULL,
  approval_project_rule_id bigint,
  user_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE award_emoji (
  id bigint NOT NULL,
  name varchar,
  user_id bigint,
  awardable_id bigint,
  awardable_type varchar,
  PRIMARY KEY (id)
);

CREATE TABLE board_assignees (
  id bigint NOT NULL,
  board_id bigint,
  assignee_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE bulk_import_entities (
  id bigint NOT NULL,
  bulk_import_id bigint,
  parent_id bigint,
  namespace_id bigint,
  project_id bigint,
  source_type varchar,
  status integer,
  created_at timestamp,
  updated_at timestamp,
  has_failures boolean,
  PRIMARY KEY (id)
);

CREATE TABLE board_labels (
  id bigint NOT NULL,
  board_id bigint,
  label_id bigint,
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

CREATE TABLE cluster_groups (
  id bigint NOT NULL,
  cluster_id bigint,
  group_id bigint,
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

CREATE TABLE deployment_merge_requests (
  deployment_id bigint,
  merge_request_id bigint
);

CREATE TABLE elasticsearch_indexed_namespaces (
  created_at timestamp,
  updated_at timestamp,
  namespace_id bigint NOT NULL,
  PRIMARY KEY (namespace_id)
);

CREATE TABLE epic_issues (
  id bigint NOT NULL,
  epic_id bigint,
  issue_id bigint,
  relative_position integer,
  PRIMARY KEY (id)
);

CREATE TABLE fork_network_members (
  id bigint NOT NULL,
  fork_network_id bigint,
  project_id bigint,
  forked_from_project_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE gitlab_subscriptions (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  start_date date,
  end_date date,
  trial_starts_on date,
  trial_ends_on date,
  namespace_id bigint,
  hosted_plan_id bigint,
  max_seats_used integer,
  seats integer,
  trial boolean,
  seats_in_use integer,
  seats_owed integer,
  trial_extension_type integer,
  PRIMARY KEY (id)
);

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

CREATE TABLE group_import_states (
  group_id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  status integer,
  user_id bigint,
  PRIMARY KEY (group_id)
);

CREATE TABLE issuable_severities (
  id bigint NOT NULL,
  issue_id bigint,
  severity integer,
  PRIMARY KEY (id)
);

CREATE TABLE issue_assignees (
  user_id bigint,
  issue_id bigint
);

CREATE TABLE issue_links (
  id bigint NOT NULL,
  source_id bigint,
  target_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE jira_connect_installations (
  id bigint NOT NULL,
  instance_url varchar,
  PRIMARY KEY (id)
);

CREATE TABLE lfs_file_locks (
  id bigint NOT NULL,
  project_id bigint,
  user_id bigint,
  created_at timestamp,
  path varchar,
  PRIMARY KEY (id)
);

CREATE TABLE merge_request_diff_commit_users (
  id bigint NOT NULL,
  name varchar,
  email varchar,
  PRIMARY KEY (id)
);

CREATE TABLE merge_request_reviewers (
  id bigint NOT NULL,
  user_id bigint,
  merge_request_id bigint,
  created_at timestamp,
  state integer,
  PRIMARY KEY (id)
);

CREATE TABLE milestone_releases (
  milestone_id bigint,
  release_id bigint
);

CREATE TABLE namespace_limits (
  additional_purchased_storage_size bigint,
  additional_purchased_storage_ends_on date,
  namespace_id bigint NOT NULL,
  temporary_storage_increase_ends_on date,
  pre_enforcement_notification_at timestamp,
  first_enforced_at timestamp,
  last_enforced_at timestamp,
  PRIMARY KEY (namespace_id)
);

CREATE TABLE namespace_statistics (
  id bigint NOT NULL,
  namespace_id bigint,
  shared_runners_seconds integer,
  shared_runners_seconds_last_reset timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE oauth_access_tokens (
  id bigint NOT NULL,
  resource_owner_id bigint,
  application_id bigint,
  expires_in integer,
  revoked_at timestamp,
  created_at timestamp,
  scopes varchar,
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

CREATE TABLE path_locks (
  id bigint NOT NULL,
  project_id bigint,
  user_id bigint,
  created_at timestamp,
  updated_at timestamp,
  path varchar,
  PRIMARY KEY (id)
);

CREATE TABLE plans (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  name varchar,
  title varchar,
  PRIMARY KEY (id)
);

CREATE TABLE pool_repositories (
  id bigint NOT NULL,
  shard_id integer,
  source_project_id bigint,
  disk_path varchar,
  state varchar,
  PRIMARY KEY (id)
);

CREATE TABLE programming_languages (
  id bigint NOT NULL,
  name varchar,
  PRIMARY KEY (id)
);

CREATE TABLE project_authorizations (
  user_id bigint,
  project_id bigint,
  access_level integer,
  is_unique boolean
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

CREATE TABLE project_compliance_framework_settings (
  project_id bigint,
  framework_id bigint,
  id bigint NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE project_error_tracking_settings (
  project_id bigint NOT NULL,
  enabled boolean,
  api_url varchar,
  project_name varchar,
  organization_name varchar,
  PRIMARY KEY (project_id)
);

CREATE TABLE project_feature_usages (
  project_id bigint NOT NULL,
  jira_dvcs_cloud_last_sync_at timestamp,
  jira_dvcs_server_last_sync_at timestamp,
  PRIMARY KEY (project_id)
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

CREATE TABLE project_import_data (
  id bigint NOT NULL,
  project_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE project_incident_management_settings (
  project_id bigint NOT NULL,
  create_issue boolean,
  send_email boolean,
  pagerduty_active boolean,
  auto_close_incident boolean,
  sla_timer boolean,
  sla_timer_minutes integer,
  issue_template_key varchar,
  PRIMARY KEY (project_id)
);

CREATE TABLE project_mirror_data (
  id bigint NOT NULL,
  project_id bigint,
  retry_count integer,
  last_update_started_at timestamp,
  last_update_scheduled_at timestamp,
  next_execution_timestamp timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE project_repositories (
  id bigint NOT NULL,
  shard_id bigint,
  project_id bigint,
  disk_path varchar,
  PRIMARY KEY (id)
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

CREATE TABLE repository_languages (
  project_id bigint,
  programming_language_id bigint,
  share double precision
);

CREATE TABLE requirements (
  id bigint NOT NULL,
  project_id bigint,
  iid integer,
  created_at timestamp,
  updated_at timestamp,
  author_id bigint,
  state varchar,
  PRIMARY KEY (id)
);

CREATE TABLE reviews (
  id bigint NOT NULL,
  author_id bigint,
  merge_request_id bigint,
  project_id bigint,
  created_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE saml_providers (
  id bigint NOT NULL,
  group_id bigint,
  enabled boolean,
  enforced_sso boolean,
  enforced_group_managed_accounts boolean,
  prohibited_outer_forks boolean,
  default_membership_role integer,
  certificate_fingerprint varchar,
  sso_url varchar,
  PRIMARY KEY (id)
);

CREATE TABLE sentry_issues (
  id bigint NOT NULL,
  issue_id bigint,
  sentry_issue_identifier integer,
  PRIMARY KEY (id)
);

CREATE TABLE service_desk_settings (
  project_id bigint NOT NULL,
  custom_email_enabled boolean,
  PRIMARY KEY (project_id)
);

CREATE TABLE suggestions (
  id bigint NOT NULL,
  note_id bigint,
  relative_order integer,
  applied boolean,
  commit_id varchar,
  lines_above integer,
  lines_below integer,
  outdated boolean,
  from_content varchar,
  to_content varchar,
  PRIMARY KEY (id)
);

CREATE TABLE user_details (
  user_id bigint NOT NULL,
  job_title varchar,
  registration_objective integer,
  provisioned_by_group_id bigint,
  organization varchar,
  discord varchar,
  enterprise_group_id bigint,
  onboarding_status jsonb,
  provisioned_by_group_at timestamp,
  PRIMARY KEY (user_id)
);

CREATE TABLE users_security_dashboard_projects (
  user_id bigint,
  project_id bigint
);

CREATE TABLE vulnerability_reads (
  id bigint NOT NULL,
  vulnerability_id bigint,
  project_id bigint,
  scanner_id bigint,
  uuid uuid,
  namespace_id bigint,
  report_type integer,
  resolved_on_default_branch boolean,
  state integer,
  dismissal_reason integer,
  PRIMARY KEY (id)
);
