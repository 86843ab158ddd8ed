WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'projects_internal_only') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS project_id,
    CAST(name AS VARCHAR) AS project_name,
    CAST(path AS VARCHAR) AS project_path,
    CAST(description AS VARCHAR) AS project_description,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(namespace_id AS BIGINT) AS namespace_id,
    CAST(import_url AS VARCHAR) AS project_import_url,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
