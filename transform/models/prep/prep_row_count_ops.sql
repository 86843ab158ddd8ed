{{ config(materialized='view') }}

{% set tables = {
  'ci_builds': ['created_at', 'updated_at'],
  'ci_pipelines': ['created_at', 'updated_at'],
  'ci_stages': ['created_at', 'updated_at'],
  'label_links': ['created_at', 'updated_at'],
  'labels': ['created_at', 'updated_at'],
  'members': ['created_at'],
  'merge_request_metrics': ['created_at', 'updated_at'],
  'merge_requests': ['created_at', 'updated_at'],
  'projects': ['created_at', 'updated_at'],
  'users': ['created_at', 'updated_at']
} %}
{% set full_copies = [
  'ci_builds', 'label_links', 'members'
] %}

{{ row_counts(ref('gitlab_ops_pgp_export_source'), 'gitlab_ops', 'gitlab_ops_db_', tables, full_copies) }}
