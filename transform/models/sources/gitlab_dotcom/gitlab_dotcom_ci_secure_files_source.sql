WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom_ci', 'ci_secure_files') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_secure_files_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(file_store AS BIGINT) AS file_store,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
