-- gitlab.com: merge requests, approvals, repositories, protected branches, releases.

-- Columns and types as in GitLab 18 (facts: gitlab-platform 2.1).

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

-- Columns as the manifests of 2024 read them, types from the casts of the models that read them, or from the names where
-- there is no cast; uuid, tsvector, text[] and jsonb where GitLab has them (facts: gitlab-platform 1.11).

CREATE TABLE approval_merge_request_rule_sources (
  id bigint NOT NULL,
  approval_merge_request_rule_id bigint,
  approval_project_rule_id bigint,
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

CREATE TABLE approvals (
  id bigint NOT NULL,
  merge_request_id bigint,
  user_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE external_status_checks (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE fork_network_members (
  id bigint NOT NULL,
  fork_network_id bigint,
  project_id bigint,
  forked_from_project_id bigint,
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

CREATE TABLE lfs_file_locks (
  id bigint NOT NULL,
  project_id bigint,
  user_id bigint,
  created_at timestamp,
  path varchar,
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

CREATE TABLE merge_request_diff_commit_users (
  id bigint NOT NULL,
  name varchar,
  email varchar,
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

CREATE TABLE path_locks (
  id bigint NOT NULL,
  project_id bigint,
  user_id bigint,
  created_at timestamp,
  updated_at timestamp,
  path varchar,
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

CREATE TABLE repository_languages (
  project_id bigint,
  programming_language_id bigint,
  share double precision
);

CREATE TABLE reviews (
  id bigint NOT NULL,
  author_id bigint,
  merge_request_id bigint,
  project_id bigint,
  created_at timestamp,
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
