{{ config(materialized='view') }}

{% set tables = {
  'ci_build_trace_chunks': [],
  'ci_builds': ['created_at', 'updated_at'],
  'ci_builds_internal_only': ['updated_at'],
  'ci_group_variables': ['created_at', 'updated_at'],
  'ci_job_token_project_scope_links': ['created_at'],
  'ci_namespace_monthly_usages': ['created_at'],
  'ci_pipeline_artifacts': ['created_at', 'updated_at'],
  'ci_pipeline_metadata_internal_only': [],
  'ci_pipeline_schedule_variables': ['created_at', 'updated_at'],
  'ci_pipeline_schedules': ['created_at', 'updated_at'],
  'ci_pipelines': ['created_at', 'updated_at'],
  'ci_pipelines_internal_only': ['updated_at'],
  'ci_project_monthly_usages': ['created_at'],
  'ci_runner_projects': ['created_at', 'updated_at'],
  'ci_runners': ['created_at', 'updated_at'],
  'ci_secure_files': ['created_at', 'updated_at'],
  'ci_sources_pipelines': [],
  'ci_stages': ['created_at', 'updated_at'],
  'ci_triggers': ['created_at', 'updated_at']
} %}
{% set full_copies = [
  'ci_build_trace_chunks', 'ci_job_token_project_scope_links', 'ci_namespace_monthly_usages',
  'ci_pipeline_metadata_internal_only', 'ci_project_monthly_usages', 'ci_sources_pipelines'
] %}

{{ row_counts(ref('gitlab_dotcom_pgp_export_source'), 'gitlab_dotcom_ci', 'gitlab_db_', tables, full_copies) }}
