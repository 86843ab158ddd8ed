WITH source AS (

  SELECT *
  FROM {{ source('zendesk', 'group_memberships') }}

),

renamed AS (

  SELECT
    CAST(source.id AS BIGINT) AS group_membership_id,
    CAST(source.group_id AS BIGINT) AS group_id,
    CAST(source.user_id AS BIGINT) AS user_id,
    CAST(source.url AS VARCHAR) AS group_membership_url,
    CAST(source.default AS BOOLEAN) AS is_default_group_membership,
    CAST(source.created_at AS TIMESTAMP) AS created_at,
    CAST(source.updated_at AS TIMESTAMP) AS updated_at,
    CAST(source._sdc_extracted_at AS TIMESTAMP) AS loaded_at
  FROM source

)

SELECT *
FROM renamed
