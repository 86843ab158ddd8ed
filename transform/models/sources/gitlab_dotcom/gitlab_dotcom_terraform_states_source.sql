WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'terraform_states') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS terraform_state_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(file_store AS VARCHAR) AS file_store,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
