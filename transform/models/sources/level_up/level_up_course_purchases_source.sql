WITH source AS (

  SELECT *
  FROM {{ source('level_up', 'course_purchases') }}

),

renamed AS (

  SELECT
    CAST(id AS VARCHAR) AS course_purchase_id,
    CAST(transactionid AS VARCHAR) AS transaction_id,
    CAST(timestamp AS TIMESTAMP) AS event_timestamp,
    CAST(companyid AS VARCHAR) AS company_id,
    coupon,
    CAST(couponcode AS VARCHAR) AS coupon_code,
    CAST(purchasableid AS VARCHAR) AS purchasable_id,
    CAST(purchasabletype AS VARCHAR) AS purchasable_type,
    CAST(chargeid AS VARCHAR) AS charge_id,
    CAST(groupid AS VARCHAR) AS group_id,
    CAST(orderid AS VARCHAR) AS order_id,
    CAST(revenuetype AS VARCHAR) AS revenue_type,
    CAST(quantity AS BIGINT) AS quantity,
    CAST(variation AS VARCHAR) AS variation,
    CAST(shippingmethod AS VARCHAR) AS shipping_method,
    CAST(type AS VARCHAR) AS transaction_type,
    CAST(sku AS VARCHAR) AS course_sku,
    CAST(slug AS VARCHAR) AS course_slug,
    CAST(title AS VARCHAR) AS course_title,
    CAST(coursestartdate AS TIMESTAMP) AS course_start_date,
    CAST(success AS BOOLEAN) AS is_success,
    CAST(failurecode AS VARCHAR) AS failure_code,
    CAST(failuremessage AS VARCHAR) AS failure_message,
    {{ json_text('userdetail', ['id']) }} AS user_id,
    {{ json_text('referral', ['referrer']) }} AS referral_referrer,
    {{ json_text('referral', ['referrer_type']) }} AS referral_referrer_type,
    {{ json_text('referral', ['source']) }} AS referral_source,
    {{ json_text('userdetail', ['sfContactId']) }} AS sf_contact_id,
    {{ json_text('userdetail', ['sfAccountId']) }} AS sf_account_id,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
