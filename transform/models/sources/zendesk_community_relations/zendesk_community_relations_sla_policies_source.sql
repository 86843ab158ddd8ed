WITH source AS (

  SELECT *
  FROM {{ source('zendesk_community_relations', 'sla_policies') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS sla_policy_id,
    CAST(description AS VARCHAR) AS sla_policy_description,
    CAST(title AS VARCHAR) AS sla_policy_title,
    CAST(url AS VARCHAR) AS sla_policy_url,
    CAST(position AS BIGINT) AS policy_position,
    {{ json_value('filter', ['all']) }} AS filter_all,
    {{ json_value('filter', ['any']) }} AS filter_any,
    metric_settings,
    policy_metrics,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(_sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
