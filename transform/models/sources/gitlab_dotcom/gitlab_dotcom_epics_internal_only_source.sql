WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'epics_internal_only') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS epic_id,
    CAST(iid AS BIGINT) AS epic_internal_id,
    CAST(group_id AS BIGINT) AS group_id,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(title AS VARCHAR) AS title,
    CAST(description AS VARCHAR) AS description,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
