WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom_ci', 'ci_group_variables') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS ci_group_variable_id,
    CAST(group_id AS BIGINT) AS ci_group_variable_group_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(masked AS BOOLEAN) AS masked,
    CAST(variable_type AS BIGINT) AS variable_variable_type,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
