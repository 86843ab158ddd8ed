WITH source AS (

  {{ newest_copy(source('gitlab_dotcom_ci', 'ci_build_trace_chunks')) }}

),

renamed AS (

  SELECT
    CAST(build_id AS BIGINT) AS ci_build_id,
    CAST(chunk_index AS VARCHAR) AS chunk_index,
    CAST(data_store AS VARCHAR) AS data_store,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
