WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'milestones_internal_only') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS milestone_id,
    CAST(iid AS BIGINT) AS iid,
    CAST(title AS VARCHAR) AS milestone_title,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(group_id AS BIGINT) AS group_id,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
