WITH source AS (

  {{ newest_copy(source('customers_db', 'cloud_activation_license_mappings')) }}

),

renamed AS (

  SELECT
    CAST(cloud_activation_license_mapping_id AS VARCHAR) AS cloud_activation_license_mapping_id,
    CAST(cloud_activation_id AS BIGINT) AS cloud_activation_id,
    CAST(license_id AS BIGINT) AS license_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
