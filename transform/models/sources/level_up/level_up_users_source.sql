WITH source AS (

  SELECT *
  FROM {{ source('level_up', 'users') }}

),

renamed AS (

  SELECT
    CAST(id AS VARCHAR) AS user_id,
    allocatedlearningpaths AS allocated_learning_paths,
    allocatedlicenses AS allocated_licenses,
    CAST(asset AS VARCHAR) AS asset,
    CAST(balance AS VARCHAR) AS balance,
    CAST(clientid AS VARCHAR) AS client_id,
    CAST(country AS VARCHAR) AS country,
    CAST(createdat AS TIMESTAMP) AS created_at,
    customfields AS custom_fields,
    CAST(disabled AS BOOLEAN) AS is_disabled,
    CASE WHEN LOWER(email) LIKE '%@{{ var('company_email_domain') }}' THEN CAST(email AS VARCHAR) END AS username,
    CAST(externalcustomerid AS VARCHAR) AS external_customer_id,
    CAST(firstname AS VARCHAR) AS first_name,
    CAST(language AS VARCHAR) AS language,
    CAST(lastactiveat AS TIMESTAMP) AS last_active_at,
    CAST(lastname AS VARCHAR) AS last_name,
    CAST(learneruserid AS VARCHAR) AS learner_user_id,
    CAST(manageruserid AS VARCHAR) AS manager_user_id,
    CAST(purchasedbundles AS VARCHAR) AS purchased_bundles,
    purchasedcourses AS purchased_courses,
    CAST(ref1 AS VARCHAR) AS ref1_user_type,
    CAST(ref10 AS VARCHAR) AS ref10_user_dept,
    CAST(ref2 AS VARCHAR) AS ref2_user_job,
    CAST(ref4 AS VARCHAR) AS ref4_user_company,
    CAST(ref5 AS VARCHAR) AS ref5,
    CAST(ref6 AS VARCHAR) AS ref6_user_role_type,
    CAST(ref7 AS VARCHAR) AS ref7_user_continent,
    CAST(ref8 AS VARCHAR) AS ref8_user_country,
    CAST(ref9 AS VARCHAR) AS ref9_user_sub_dept,
    CAST(rolekey AS VARCHAR) AS role_key,
    CAST(sfaccountid AS VARCHAR) AS sf_account_id,
    CAST(sfcontactid AS VARCHAR) AS sf_contact_id,
    CAST(shippingname AS VARCHAR) AS shipping_name,
    CAST(state AS VARCHAR) AS state,
    CAST(stripecustomerid AS VARCHAR) AS stripe_customer_id,
    CAST(waitlistedcourses AS VARCHAR) AS waitlisted_courses,
    CAST(zipcode AS VARCHAR) AS zip_code,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
