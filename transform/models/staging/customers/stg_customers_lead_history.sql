WITH history AS (

  {{ copy_history(
    source('customers_db', 'leads'),
    'id',
    [
      'trial_start_date', 'namespace_id', 'user_id', 'opt_in', 'currently_in_trial', 'is_for_business_use',
      'company_name', 'employees_bucket', 'country', 'state', 'product_interaction', 'provider', 'glm_content',
      'glm_source', 'sent_at', 'website_url', 'role', 'jtbd'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS leads_id,
  version_number,
  CAST(trial_start_date AS TIMESTAMP) AS trial_start_date,
  CAST(namespace_id AS BIGINT) AS namespace_id,
  CAST(user_id AS BIGINT) AS user_id,
  CAST(opt_in AS BOOLEAN) AS opt_in,
  CAST(currently_in_trial AS BOOLEAN) AS currently_in_trial,
  CAST(is_for_business_use AS BOOLEAN) AS is_for_business_use,
  CAST(company_name AS VARCHAR) AS company_name,
  CAST(employees_bucket AS VARCHAR) AS employees_bucket,
  CAST(country AS VARCHAR) AS country,
  CAST(state AS VARCHAR) AS state,
  CAST(product_interaction AS VARCHAR) AS product_interaction,
  CAST(provider AS VARCHAR) AS provider,
  CAST(glm_content AS VARCHAR) AS glm_content,
  CAST(glm_source AS VARCHAR) AS glm_source,
  CAST(sent_at AS TIMESTAMP) AS sent_at,
  CAST(website_url AS VARCHAR) AS website_url,
  CAST(role AS VARCHAR) AS role,
  CAST(jtbd AS VARCHAR) AS jtbd,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
