WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'pages_domains')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS pages_domain_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(auto_ssl_enabled AS BOOLEAN) AS is_auto_ssl_enabled,
    CAST(wildcard AS BOOLEAN) AS wildcard,
    CAST(usage AS BIGINT) AS usage,
    CAST(scope AS BIGINT) AS scope,
    CAST(auto_ssl_failed AS BOOLEAN) AS auto_ssl_failed,
    CAST(verified_at AS VARCHAR) AS verified_at,
    CAST(enabled_until AS VARCHAR) AS enabled_until,
    CAST(remove_at AS VARCHAR) AS remove_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
