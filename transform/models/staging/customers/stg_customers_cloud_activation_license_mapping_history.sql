WITH history AS (

  {{ copy_history(
    source('customers_db', 'cloud_activation_license_mappings'),
    'cloud_activation_license_mapping_id',
    [
      'cloud_activation_id', 'license_id'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(cloud_activation_license_mapping_id AS VARCHAR) AS cloud_activation_license_mapping_id,
  version_number,
  CAST(cloud_activation_id AS BIGINT) AS cloud_activation_id,
  CAST(license_id AS BIGINT) AS license_id,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
