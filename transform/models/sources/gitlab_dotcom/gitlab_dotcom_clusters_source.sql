WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'clusters') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS cluster_id,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(provider_type AS BIGINT) AS provider_type_id,
    CAST(platform_type AS BIGINT) AS platform_type_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(enabled AS BOOLEAN) AS is_enabled,
    CAST(environment_scope AS VARCHAR) AS environment_scope,
    CAST(cluster_type AS BIGINT) AS cluster_type_id,
    CAST(managed AS VARCHAR) AS managed,
    CAST(management_project_id AS BIGINT) AS management_project_id,
    CAST(cleanup_status AS BIGINT) AS cleanup_status,
    CAST(helm_major_version AS BIGINT) AS helm_major_version,
    CAST(domain AS VARCHAR) AS domain,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
