WITH source AS (

  {{ newest_copy(source('customers_db', 'leads')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS leads_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(trial_start_date AS TIMESTAMP) AS trial_start_date,
    CAST(namespace_id AS BIGINT) AS namespace_id,
    CAST(user_id AS BIGINT) AS user_id,
    CAST(opt_in AS BOOLEAN) AS opt_in,
    CAST(currently_in_trial AS BOOLEAN) AS currently_in_trial,
    CAST(is_for_business_use AS BOOLEAN) AS is_for_business_use,
    CAST(first_name AS VARCHAR) AS first_name,
    CAST(last_name AS VARCHAR) AS last_name,
    CAST(email AS VARCHAR) AS email,
    CAST(phone AS VARCHAR) AS phone,
    CAST(company_name AS VARCHAR) AS company_name,
    CAST(employees_bucket AS VARCHAR) AS employees_bucket,
    CAST(country AS VARCHAR) AS country,
    CAST(state AS VARCHAR) AS state,
    CAST(product_interaction AS VARCHAR) AS product_interaction,
    CAST(provider AS VARCHAR) AS provider,
    CAST(comment_capture AS VARCHAR) AS comment_capture,
    CAST(glm_content AS VARCHAR) AS glm_content,
    CAST(glm_source AS VARCHAR) AS glm_source,
    CAST(sent_at AS TIMESTAMP) AS sent_at,
    CAST(website_url AS VARCHAR) AS website_url,
    CAST(role AS VARCHAR) AS role,
    CAST(jtbd AS VARCHAR) AS jtbd,
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
