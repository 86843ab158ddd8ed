WITH source AS (

  {{ newest_copy(source('customers_db', 'billing_account_memberships')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS billing_account_membership_id,
    CAST(customer_id AS BIGINT) AS customer_id,
    CAST(billing_account_id AS BIGINT) AS billing_account_id,
    CAST(created_at AS TIMESTAMP) AS billing_account_membership_created_at,
    CAST(updated_at AS TIMESTAMP) AS billing_account_membership_updated_at,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
