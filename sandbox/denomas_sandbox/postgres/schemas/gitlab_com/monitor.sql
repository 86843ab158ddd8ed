-- gitlab.com: alerts, incidents, search, the instance itself.

-- Columns as the manifests of 2024 read them, types from the casts of the models that read them, or from the names where
-- there is no cast; uuid, tsvector, text[] and jsonb where GitLab has them (facts: gitlab-platform 1.11).

CREATE TABLE alert_management_alert_assignees (
  id bigint NOT NULL,
  user_id bigint,
  alert_id bigint,
  PRIMARY KEY (id)
);

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

CREATE TABLE batched_background_migrations (
  id bigint NOT NULL,
  status integer,
  finished_at timestamp,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE elasticsearch_indexed_namespaces (
  created_at timestamp,
  updated_at timestamp,
  namespace_id bigint NOT NULL,
  PRIMARY KEY (namespace_id)
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

CREATE TABLE incident_management_timeline_event_tag_links (
  id bigint NOT NULL,
  timeline_event_id bigint,
  timeline_event_tag_id bigint,
  created_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE incident_management_timeline_event_tags (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  project_id bigint,
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

CREATE TABLE project_error_tracking_settings (
  project_id bigint NOT NULL,
  enabled boolean,
  api_url varchar,
  project_name varchar,
  organization_name varchar,
  PRIMARY KEY (project_id)
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

CREATE TABLE sentry_issues (
  id bigint NOT NULL,
  issue_id bigint,
  sentry_issue_identifier integer,
  PRIMARY KEY (id)
);

CREATE TABLE status_page_published_incidents (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  issue_id bigint,
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
