WITH history AS (

  {{ copy_history(
    source('customers_db', 'temporary_extension_histories'),
    'subscription_name',
    [
      'billing_account_id', 'license_id', 'request_date', 'start_date', 'end_date', 'salesforce_opportunity_id',
      'subscription_id', 'reason'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(subscription_name AS VARCHAR) AS subscription_name,
  version_number,
  CAST(billing_account_id AS BIGINT) AS billing_account_id,
  CAST(license_id AS BIGINT) AS license_id,
  CAST(request_date AS DATE) AS request_date,
  CAST(start_date AS DATE) AS start_date,
  CAST(end_date AS DATE) AS end_date,
  CAST(salesforce_opportunity_id AS VARCHAR) AS salesforce_opportunity_id,
  CAST(subscription_id AS VARCHAR) AS subscription_id,
  CAST(reason AS VARCHAR) AS reason,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
