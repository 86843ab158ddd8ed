WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'namespace_statistics')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS namespace_statistics_id,
    CAST(namespace_id AS BIGINT) AS namespace_id,
    CAST(shared_runners_seconds AS BIGINT) AS shared_runners_seconds,
    CAST(shared_runners_seconds_last_reset AS TIMESTAMP) AS shared_runners_seconds_last_reset,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
