WITH source AS (

  {{ newest_copy(source('customers_db', 'licenses')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS license_id,
    CAST(name AS VARCHAR) AS license_name,
    CAST(company AS VARCHAR) AS company,
    CAST(users_count AS BIGINT) AS license_user_count,
    CAST(email AS VARCHAR) AS email,
    CAST(expires_at AS DATE) AS license_expire_date,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(plan_name AS VARCHAR) AS plan_name,
    CAST(starts_at AS DATE) AS license_start_date,
    CAST(zuora_subscription_id AS VARCHAR) AS zuora_subscription_id,
    CAST(notes AS VARCHAR) AS license_notes,
    CAST(previous_users_count AS BIGINT) AS previous_users_count,
    CAST(trueup_quantity AS BIGINT) AS trueup_quantity,
    CAST(trueup_from AS DATE) AS trueup_from_date,
    CAST(trueup_to AS DATE) AS trueup_to_date,
    CAST(plan_code AS VARCHAR) AS plan_code,
    CAST(trial AS BOOLEAN) AS is_trial,
    CAST(zuora_subscription_name AS VARCHAR) AS zuora_subscription_name,
    CAST(license_file_md5 AS VARCHAR) AS license_file_md5,
    CAST(creator_id AS BIGINT) AS creator_id,
    CAST(license_file_sha256 AS VARCHAR) AS license_file_sha256,
    CAST(billing_account_id AS BIGINT) AS billing_account_id,
    CAST(license_file AS VARCHAR) AS license_file,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
