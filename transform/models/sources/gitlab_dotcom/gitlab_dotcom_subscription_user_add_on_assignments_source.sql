WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'subscription_user_add_on_assignments') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(add_on_purchase_id AS BIGINT) AS add_on_purchase_id,
    CAST(user_id AS BIGINT) AS user_id,
    _sdc_deleted_at IS NOT NULL AS is_deleted,
    CAST(_sdc_deleted_at AS TIMESTAMP) AS deleted_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
