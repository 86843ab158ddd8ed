-- gitlab.com: issues, epics, boards, notes and what happens to them.

-- Columns and types as in GitLab 18 (facts: gitlab-platform 2.1).

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

-- Columns as the manifests of 2024 read them, types from the casts of the models that read them, or from the names where
-- there is no cast; uuid, tsvector, text[] and jsonb where GitLab has them (facts: gitlab-platform 1.11).

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

CREATE TABLE board_labels (
  id bigint NOT NULL,
  board_id bigint,
  label_id bigint,
  PRIMARY KEY (id)
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

CREATE TABLE csv_issue_imports (
  id bigint NOT NULL,
  project_id bigint,
  user_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE epic_issues (
  id bigint NOT NULL,
  epic_id bigint,
  issue_id bigint,
  relative_position integer,
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

CREATE TABLE label_priorities (
  id bigint NOT NULL,
  project_id bigint,
  label_id bigint,
  created_at timestamp,
  updated_at timestamp,
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

CREATE TABLE related_epic_links (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
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

CREATE TABLE service_desk_settings (
  project_id bigint NOT NULL,
  custom_email_enabled boolean,
  PRIMARY KEY (project_id)
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

CREATE TABLE work_item_types (
  id bigint NOT NULL,
  name varchar,
  base_type integer,
  created_at timestamp,
  updated_at timestamp,
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
