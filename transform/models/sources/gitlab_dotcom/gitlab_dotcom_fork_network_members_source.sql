WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'fork_network_members')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS id,
    CAST(fork_network_id AS BIGINT) AS fork_network_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(forked_from_project_id AS BIGINT) AS forked_from_project_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
