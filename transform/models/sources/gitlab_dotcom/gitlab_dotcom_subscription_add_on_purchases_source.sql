WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'subscription_add_on_purchases') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(subscription_add_on_id AS BIGINT) AS subscription_add_on_id,
    CAST(namespace_id AS BIGINT) AS namespace_id,
    CAST(quantity AS BIGINT) AS quantity,
    CAST(expires_on AS TIMESTAMP) AS expires_on,
    CAST(purchase_xid AS VARCHAR) AS purchase_xid,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
