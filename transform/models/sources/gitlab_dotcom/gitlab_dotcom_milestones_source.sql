WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'milestones') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS milestone_id,
    CAST(iid AS BIGINT) AS iid,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(due_date AS DATE) AS due_date,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(state AS VARCHAR) AS milestone_status,
    CAST(start_date AS DATE) AS start_date,
    CAST(group_id AS BIGINT) AS group_id,
    CAST(title AS VARCHAR) AS milestone_title,
    CAST(description AS VARCHAR) AS milestone_description,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
