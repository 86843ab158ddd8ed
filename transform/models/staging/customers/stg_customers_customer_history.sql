WITH history AS (

  {{ copy_history(
    source('customers_db', 'customers'),
    'id',
    [
      'sign_in_count', 'current_sign_in_at', 'last_sign_in_at', 'provider', 'country', 'state', 'city', 'company',
      'company_size', 'salesforce_account_id', 'confirmed_at', 'confirmation_sent_at'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS customer_id,
  version_number,
  CAST(sign_in_count AS BIGINT) AS sign_in_count,
  CAST(current_sign_in_at AS TIMESTAMP) AS current_sign_in_at,
  CAST(last_sign_in_at AS TIMESTAMP) AS last_sign_in_at,
  CAST(provider AS VARCHAR) AS customer_provider,
  CAST(country AS VARCHAR) AS country,
  CAST(state AS VARCHAR) AS state,
  CAST(city AS VARCHAR) AS city,
  CAST(company AS VARCHAR) AS company,
  CAST(company_size AS VARCHAR) AS company_size,
  CAST(salesforce_account_id AS VARCHAR) AS sfdc_account_id,
  CAST(confirmed_at AS TIMESTAMP) AS confirmed_at,
  CAST(confirmation_sent_at AS TIMESTAMP) AS confirmation_sent_at,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
