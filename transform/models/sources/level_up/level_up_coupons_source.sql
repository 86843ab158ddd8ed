WITH source AS (

  SELECT *
  FROM {{ source('level_up', 'coupons') }}

),

renamed AS (

  SELECT
    CAST(id AS VARCHAR) AS coupon_id,
    CAST(active AS BOOLEAN) AS is_active,
    CAST(allowmultipleincart AS BOOLEAN) AS allow_multiple_in_cart,
    CAST(amountoffincents AS BIGINT) AS amount_off_in_cents,
    CAST(appliestouser AS VARCHAR) AS applies_to_user,
    CAST(code AS VARCHAR) AS coupon_code,
    CAST(maxredemptions AS BIGINT) AS max_redemptions,
    CAST(percentoff AS BIGINT) AS percent_off,
    CAST(redeemby AS TIMESTAMP) AS redeem_by,
    CAST(timesredeemed AS BIGINT) AS times_redeemed,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
