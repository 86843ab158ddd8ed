WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'epics') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS epic_id,
    CAST(iid AS BIGINT) AS epic_internal_id,
    CAST(group_id AS BIGINT) AS group_id,
    CAST(author_id AS BIGINT) AS author_id,
    CAST(assignee_id AS BIGINT) AS assignee_id,
    CAST(updated_by_id AS BIGINT) AS updated_by_id,
    CAST(last_edited_by_id AS BIGINT) AS last_edited_by_id,
    CAST(lock_version AS BIGINT) AS lock_version,
    CAST(start_date AS DATE) AS epic_start_date,
    CAST(end_date AS DATE) AS epic_end_date,
    CAST(last_edited_at AS TIMESTAMP) AS epic_last_edited_at,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(state_id AS BIGINT) AS state_id,
    CAST(closed_at AS TIMESTAMP) AS closed_at,
    CAST(parent_id AS BIGINT) AS parent_id,
    CAST(relative_position AS BIGINT) AS relative_position,
    CAST(start_date_sourcing_epic_id AS BIGINT) AS start_date_sourcing_epic_id,
    CAST(confidential AS BOOLEAN) AS is_confidential,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
