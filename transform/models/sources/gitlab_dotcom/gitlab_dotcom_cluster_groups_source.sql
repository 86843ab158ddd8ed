WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'cluster_groups')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS cluster_group_id,
    CAST(cluster_id AS BIGINT) AS cluster_id,
    CAST(group_id AS BIGINT) AS group_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
