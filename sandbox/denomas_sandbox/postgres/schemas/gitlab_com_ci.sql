-- The CI database of gitlab.com: what it has beside pipelines.

-- Its manifest of 2024 still reads the column that GitLab has dropped since.
ALTER TABLE p_ci_builds ADD COLUMN stage varchar;

-- Columns and types as in GitLab 18 (facts: gitlab-platform 2.1).

CREATE TABLE ci_pipeline_schedules (
  id bigint NOT NULL,
  description varchar,
  ref varchar,
  cron varchar,
  cron_timezone varchar,
  next_run_at timestamp,
  project_id bigint,
  owner_id bigint,
  active boolean,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE ci_namespace_monthly_usages (
  id bigint NOT NULL,
  namespace_id bigint NOT NULL DEFAULT 0,
  date date NOT NULL,
  notification_level smallint NOT NULL DEFAULT 0,
  created_at timestamptz,
  amount_used numeric(18,4) NOT NULL DEFAULT 0,
  shared_runners_duration bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (id)
);

-- Columns as the manifests of 2024 read them, types from the casts of the models that read them, or from the names where
-- there is no cast; uuid, tsvector, text[] and jsonb where GitLab has them (facts: gitlab-platform 1.11).

CREATE TABLE ci_secure_files (
  id bigint NOT NULL,
  project_id bigint,
  created_at timestamp,
  updated_at timestamp,
  file_store integer,
  PRIMARY KEY (id)
);

CREATE TABLE ci_group_variables (
  id bigint NOT NULL,
  group_id bigint,
  created_at timestamp,
  updated_at timestamp,
  masked boolean,
  variable_type integer,
  PRIMARY KEY (id)
);

CREATE TABLE p_ci_job_artifacts (
  id bigint NOT NULL,
  project_id bigint,
  job_id bigint,
  file_type integer,
  size bigint,
  created_at timestamp,
  updated_at timestamp,
  file_store integer,
  file_format integer,
  file_location integer,
  locked integer,
  file varchar,
  expire_at timestamp,
  partition_id bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (id, partition_id)
) PARTITION BY LIST (partition_id);
CREATE TABLE ci_job_artifacts PARTITION OF p_ci_job_artifacts FOR VALUES IN (100);
CREATE TABLE gitlab_partitions_dynamic.ci_job_artifacts_101 PARTITION OF p_ci_job_artifacts FOR VALUES IN (101);

CREATE TABLE ci_pipeline_artifacts (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  pipeline_id bigint,
  project_id bigint,
  size integer,
  file_store integer,
  file_type integer,
  file_format integer,
  file varchar,
  expire_at timestamp,
  locked integer,
  PRIMARY KEY (id)
);

CREATE TABLE ci_pipeline_schedule_variables (
  id bigint NOT NULL,
  pipeline_schedule_id bigint,
  created_at timestamp,
  updated_at timestamp,
  variable_type integer,
  PRIMARY KEY (id)
);

CREATE TABLE ci_runner_projects (
  id bigint NOT NULL,
  runner_id bigint,
  created_at timestamp,
  updated_at timestamp,
  project_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE ci_runners (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  contacted_at timestamp,
  active boolean,
  run_untagged boolean,
  locked boolean,
  access_level integer,
  maximum_timeout integer,
  runner_type integer,
  public_projects_minutes_cost_factor double precision,
  private_projects_minutes_cost_factor double precision,
  version varchar,
  revision varchar,
  platform varchar,
  description text,
  PRIMARY KEY (id)
);

CREATE TABLE ci_triggers (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  project_id bigint,
  owner_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE ci_builds_runner_session (
  build_id bigint
);

CREATE TABLE ci_build_trace_chunks (
  build_id bigint,
  chunk_index integer,
  data_store integer
);

CREATE TABLE ci_job_token_project_scope_links (
  id bigint NOT NULL,
  source_project_id bigint,
  target_project_id bigint,
  added_by_id bigint,
  created_at timestamp,
  direction integer,
  PRIMARY KEY (id)
);

CREATE TABLE ci_pipeline_metadata (
  project_id bigint,
  pipeline_id bigint NOT NULL,
  name varchar,
  PRIMARY KEY (pipeline_id)
);

CREATE TABLE ci_project_monthly_usages (
  id bigint NOT NULL,
  project_id bigint,
  date timestamp,
  amount_used integer,
  shared_runners_duration integer,
  created_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE ci_sources_pipelines (
  id bigint NOT NULL,
  project_id bigint,
  pipeline_id bigint,
  source_project_id bigint,
  source_pipeline_id bigint,
  source_job_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE ci_variables (
  id bigint NOT NULL,
  project_id bigint,
  protected boolean,
  masked boolean,
  variable_type integer,
  PRIMARY KEY (id)
);
