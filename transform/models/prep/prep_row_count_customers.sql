{{ config(materialized='view') }}

{% set tables = {
  'billing_account_contacts': ['created_at', 'updated_at'],
  'billing_account_memberships': ['created_at', 'updated_at'],
  'billing_accounts': ['created_at', 'updated_at'],
  'cloud_activation_license_mappings': ['created_at', 'updated_at'],
  'cloud_activations': ['created_at', 'updated_at'],
  'customers': ['created_at', 'updated_at'],
  'leads': ['created_at', 'updated_at'],
  'license_seat_links': ['created_at', 'updated_at'],
  'license_versions': ['created_at'],
  'licenses': ['created_at', 'updated_at'],
  'orders': ['created_at', 'updated_at'],
  'provisions': ['created_at', 'updated_at'],
  'reconciliations': ['created_at', 'updated_at'],
  'schema_migrations': [],
  'self_managed_instance_activations': ['created_at', 'updated_at'],
  'temporary_extension_histories': ['created_at', 'updated_at'],
  'trial_accounts': ['created_at', 'updated_at'],
  'trial_histories': ['created_at', 'updated_at'],
  'trials': ['created_at', 'updated_at'],
  'version_associations': [],
  'versions': ['created_at']
} %}

{{ row_counts(ref('customers_db_pgp_export_source'), 'customers_db', 'customers_db_', tables, tables | list) }}
