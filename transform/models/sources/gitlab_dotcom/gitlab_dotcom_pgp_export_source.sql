WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'pgp_export') }}

),

renamed AS (

  SELECT
    CAST(table_name AS VARCHAR) AS table_name,
    CAST(created_date AS DATE) AS created_date,
    CAST(updated_date AS DATE) AS updated_date,
    CAST(number_of_records AS BIGINT) AS number_of_records,
    {{ epoch_to_timestamp('_uploaded_at') }} AS counted_at,
    table_name || ' ' || COALESCE(CAST(created_date AS VARCHAR), '-') || ' '
    || COALESCE(CAST(updated_date AS VARCHAR), '-') || ' ' || CAST(_uploaded_at AS VARCHAR) AS row_count_id
  FROM source

)

SELECT *
FROM renamed
