-- Pipelines: what every GitLab's CI database has. The p_ tables are partitioned by partition_id, and the plain names are
-- partitions.
-- Columns and types as in GitLab 18 (facts: gitlab-platform 2.1).
CREATE SCHEMA gitlab_partitions_dynamic;

CREATE TABLE p_ci_pipelines (
  ref varchar,
  sha varchar,
  before_sha varchar,
  created_at timestamp,
  updated_at timestamp,
  tag boolean,
  yaml_errors text,
  committed_at timestamp,
  project_id bigint,
  status varchar,
  started_at timestamp,
  finished_at timestamp,
  duration integer,
  user_id bigint,
  lock_version integer,
  pipeline_schedule_id bigint,
  source integer,
  config_source integer,
  protected boolean,
  failure_reason integer,
  iid integer,
  merge_request_id bigint,
  source_sha bytea,
  target_sha bytea,
  external_pull_request_id bigint,
  ci_ref_id bigint,
  locked smallint NOT NULL DEFAULT 0,
  partition_id bigint NOT NULL DEFAULT 0,
  id bigint NOT NULL,
  auto_canceled_by_id bigint,
  auto_canceled_by_partition_id bigint,
  trigger_id bigint,
  PRIMARY KEY (id, partition_id)
) PARTITION BY LIST (partition_id);
CREATE TABLE ci_pipelines PARTITION OF p_ci_pipelines FOR VALUES IN (100);
CREATE TABLE gitlab_partitions_dynamic.ci_pipelines_101 PARTITION OF p_ci_pipelines FOR VALUES IN (101);
CREATE INDEX ON p_ci_pipelines (updated_at);

CREATE TABLE p_ci_stages (
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  name varchar,
  status integer,
  lock_version integer,
  "position" integer,
  id bigint NOT NULL,
  partition_id bigint NOT NULL DEFAULT 0,
  pipeline_id bigint,
  PRIMARY KEY (id, partition_id)
) PARTITION BY LIST (partition_id);
CREATE TABLE ci_stages PARTITION OF p_ci_stages FOR VALUES IN (100);
CREATE TABLE gitlab_partitions_dynamic.ci_stages_101 PARTITION OF p_ci_stages FOR VALUES IN (101);
CREATE INDEX ON p_ci_stages (updated_at);

CREATE TABLE p_ci_builds (
  status varchar,
  finished_at timestamp,
  created_at timestamp,
  updated_at timestamp,
  started_at timestamp,
  coverage double precision,
  name varchar,
  options text,
  allow_failure boolean NOT NULL DEFAULT false,
  stage_idx integer,
  tag boolean,
  ref varchar,
  type varchar,
  target_url varchar,
  description varchar,
  erased_at timestamp,
  artifacts_expire_at timestamp,
  environment varchar,
  "when" varchar,
  yaml_variables text,
  queued_at timestamp,
  lock_version integer,
  coverage_regex varchar,
  retried boolean,
  protected boolean,
  failure_reason integer,
  scheduled_at timestamptz,
  token_encrypted varchar,
  resource_group_id bigint,
  waiting_for_resource_at timestamptz,
  processed boolean,
  scheduling_type smallint,
  id bigint NOT NULL,
  stage_id bigint,
  partition_id bigint NOT NULL DEFAULT 0,
  auto_canceled_by_partition_id bigint,
  auto_canceled_by_id bigint,
  commit_id bigint,
  erased_by_id bigint,
  project_id bigint,
  runner_id bigint,
  trigger_request_id bigint,
  upstream_pipeline_id bigint,
  user_id bigint,
  execution_config_id bigint,
  upstream_pipeline_partition_id bigint,
  PRIMARY KEY (id, partition_id)
) PARTITION BY LIST (partition_id);
CREATE TABLE ci_builds PARTITION OF p_ci_builds FOR VALUES IN (100);
CREATE TABLE gitlab_partitions_dynamic.ci_builds_101 PARTITION OF p_ci_builds FOR VALUES IN (101);
