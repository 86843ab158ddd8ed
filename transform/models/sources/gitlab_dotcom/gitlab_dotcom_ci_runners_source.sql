WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom_ci', 'ci_runners') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS runner_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(contacted_at AS TIMESTAMP) AS contacted_at,
    CAST(active AS BOOLEAN) AS is_active,
    CAST(run_untagged AS BOOLEAN) AS is_untagged,
    CAST(locked AS BOOLEAN) AS is_locked,
    CAST(access_level AS BIGINT) AS access_level,
    CAST(maximum_timeout AS BIGINT) AS maximum_timeout,
    CAST(runner_type AS BIGINT) AS runner_type,
    CAST(public_projects_minutes_cost_factor AS DOUBLE) AS public_projects_minutes_cost_factor,
    CAST(private_projects_minutes_cost_factor AS DOUBLE) AS private_projects_minutes_cost_factor,
    CAST(description AS VARCHAR) AS description,
    CAST(version AS VARCHAR) AS version,
    CAST(revision AS VARCHAR) AS revision,
    CAST(platform AS VARCHAR) AS platform,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
