WITH history AS (

  {{ copy_history(
    source('customers_db', 'licenses'),
    'id',
    [
      'company', 'users_count', 'expires_at', 'plan_name', 'starts_at', 'zuora_subscription_id', 'notes',
      'previous_users_count', 'trueup_quantity', 'trueup_from', 'trueup_to', 'plan_code', 'trial',
      'zuora_subscription_name', 'license_file_md5', 'creator_id', 'license_file_sha256', 'billing_account_id'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS license_id,
  version_number,
  CAST(company AS VARCHAR) AS company,
  CAST(users_count AS BIGINT) AS license_user_count,
  CAST(expires_at AS DATE) AS license_expire_date,
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
  valid_from,
  valid_to,
  is_currently_valid
FROM history
