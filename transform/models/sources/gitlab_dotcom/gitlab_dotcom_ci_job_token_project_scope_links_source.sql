WITH source AS (

  {{ newest_copy(source('gitlab_dotcom_ci', 'ci_job_token_project_scope_links')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_job_token_project_scope_link_id,
    CAST(source_project_id AS BIGINT) AS source_project_id,
    CAST(target_project_id AS BIGINT) AS target_project_id,
    CAST(added_by_id AS BIGINT) AS added_by_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(direction AS BIGINT) AS direction,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
