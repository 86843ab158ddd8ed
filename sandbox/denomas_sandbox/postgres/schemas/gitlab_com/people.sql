-- gitlab.com: what users have and set.

-- Columns as the manifests of 2024 read them, types from the casts of the models that read them, or from the names where
-- there is no cast; uuid, tsvector, text[] and jsonb where GitLab has them (facts: gitlab-platform 1.11).

CREATE TABLE emails (
  id bigint NOT NULL,
  user_id bigint,
  created_at timestamp,
  updated_at timestamp,
  confirmed_at timestamp,
  confirmation_sent_at timestamp,
  PRIMARY KEY (id)
);

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

CREATE TABLE project_authorizations (
  user_id bigint,
  project_id bigint,
  access_level integer,
  is_unique boolean
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
