-- gitlab.com: vulnerabilities, audit events, compliance, sign-in.

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

-- Columns as the manifests of 2024 read them, types from the casts of the models that read them, or from the names where
-- there is no cast; uuid, tsvector, text[] and jsonb where GitLab has them (facts: gitlab-platform 1.11).

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

CREATE TABLE banned_users (
  user_id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (user_id)
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

CREATE TABLE dast_profiles (
  id bigint NOT NULL,
  project_id bigint,
  dast_site_profile_id bigint,
  dast_scanner_profile_id bigint,
  created_at timestamp,
  updated_at timestamp,
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

CREATE TABLE ldap_group_links (
  id bigint NOT NULL,
  group_access integer,
  group_id bigint,
  created_at timestamp,
  updated_at timestamp,
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

CREATE TABLE project_compliance_framework_settings (
  project_id bigint,
  framework_id bigint,
  id bigint NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE project_security_settings (
  project_id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  pre_receive_secret_detection_enabled boolean,
  PRIMARY KEY (project_id)
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

CREATE TABLE users_security_dashboard_projects (
  user_id bigint,
  project_id bigint
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
