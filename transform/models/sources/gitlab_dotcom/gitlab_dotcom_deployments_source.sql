WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'deployments') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS deployment_id,
    CAST(iid AS BIGINT) AS deployment_iid,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(environment_id AS BIGINT) AS environment_id,
    CAST(tag AS BOOLEAN) AS tag,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(deployable_id AS BIGINT) AS deployable_id,
    CAST(deployable_type AS VARCHAR) AS deployable_type,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(on_stop AS VARCHAR) AS on_stop,
    CAST(status AS BIGINT) AS status_id,
    CAST(finished_at AS TIMESTAMP) AS finished_at,
    CAST(ref AS VARCHAR) AS ref,
    CAST(cluster_id AS BIGINT) AS cluster_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
