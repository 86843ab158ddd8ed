WITH source AS (

  SELECT *
  FROM {{ source('version', 'fortune_companies') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS fortune_company_id,
    CAST(rank AS BIGINT) AS rank,
    CAST(company AS VARCHAR) AS company,
    CAST(domain AS VARCHAR) AS domain,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
