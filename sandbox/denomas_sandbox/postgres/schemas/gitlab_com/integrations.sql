-- gitlab.com: imports, hooks and other systems. What the facts call by two names (services, integrations) is one table.

-- Columns as the manifests of 2024 read them, types from the casts of the models that read them, or from the names where
-- there is no cast; uuid, tsvector, text[] and jsonb where GitLab has them (facts: gitlab-platform 1.11).

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

CREATE TABLE bulk_imports (
  id bigint NOT NULL,
  user_id bigint,
  source_type varchar,
  status integer,
  created_at timestamp,
  updated_at timestamp,
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

CREATE TABLE jira_connect_installations (
  id bigint NOT NULL,
  instance_url varchar,
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

CREATE TABLE project_import_data (
  id bigint NOT NULL,
  project_id bigint,
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

CREATE TABLE web_hooks (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  type varchar,
  integration_id bigint,
  PRIMARY KEY (id)
);
