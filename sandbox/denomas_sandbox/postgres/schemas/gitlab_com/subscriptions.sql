-- gitlab.com: plans, add-ons, limits, storage.

-- Columns as the manifests of 2024 read them, types from the casts of the models that read them, or from the names where
-- there is no cast; uuid, tsvector, text[] and jsonb where GitLab has them (facts: gitlab-platform 1.11).

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

CREATE TABLE namespace_statistics (
  id bigint NOT NULL,
  namespace_id bigint,
  shared_runners_seconds integer,
  shared_runners_seconds_last_reset timestamp,
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

CREATE TABLE plans (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  name varchar,
  title varchar,
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

CREATE TABLE subscription_add_ons (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  name varchar,
  description text,
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
