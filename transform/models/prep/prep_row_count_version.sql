{{ config(materialized='view') }}

{% set tables = {
  'conversational_development_indices': ['created_at', 'updated_at'],
  'fortune_companies': ['created_at', 'updated_at'],
  'hosts': ['created_at', 'updated_at'],
  'licenses': ['created_at', 'updated_at'],
  'raw_usage_data': ['created_at'],
  'schema_migrations': [],
  'usage_data': ['created_at', 'updated_at'],
  'usage_ping_errors': ['created_at'],
  'usage_ping_metadata': ['created_at'],
  'users': ['created_at', 'updated_at'],
  'version_checks': ['created_at', 'updated_at'],
  'versions': ['created_at', 'updated_at']
} %}
{% set full_copies = [
  'schema_migrations'
] %}

{{ row_counts(ref('version_pgp_export_source'), 'version', 'version_db_', tables, full_copies) }}
