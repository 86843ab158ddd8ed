WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'protected_branch_push_access_levels') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS protected_branch_push_access_levels_id,
    CAST(protected_branch_id AS BIGINT) AS protected_branch_id,
    CAST(access_level AS BIGINT) AS access_level,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(group_id AS BIGINT) AS group_id,
    CAST(deploy_key_id AS BIGINT) AS deploy_key_id,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
