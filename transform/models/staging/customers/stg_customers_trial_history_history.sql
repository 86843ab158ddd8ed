WITH history AS (

  {{ copy_history(
    source('customers_db', 'trial_histories'),
    'gl_namespace_id',
    [
      'start_date', 'expired_on', 'glm_source', 'glm_content', 'trial_entity', 'trial_type'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(gl_namespace_id AS VARCHAR) AS gl_namespace_id,
  version_number,
  CAST(start_date AS TIMESTAMP) AS start_date,
  CAST(expired_on AS TIMESTAMP) AS expired_on,
  CAST(glm_source AS VARCHAR) AS glm_source,
  CAST(glm_content AS VARCHAR) AS glm_content,
  CAST(trial_entity AS VARCHAR) AS trial_entity,
  CAST(trial_type AS BIGINT) AS trial_type,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
