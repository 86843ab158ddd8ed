{#
  Rows of a database's tables by the days on which they were created and updated: as the source counted them when it was
  last validated (load_type validate), and as the warehouse has them. Both count rows that were updated, or in tables
  without updated_at created, in the last `validate_days` days before the count.

  A table of which the source counted no row in its newest validation is compared with none: validate all tables together.

  `counts` is the source model of the counts; `tables` maps each table of the source to those of created_at and
  updated_at that it has. Of `full_copies` the newest copy is counted; rows that are marked as deleted are not.
#}
{% macro row_counts(counts, source_name, prefix, tables, full_copies=[]) -%}
WITH counts AS (

  SELECT *
  FROM {{ counts }}
  WHERE table_name IN (
    {%- for table in tables %}
    '{{ prefix }}{{ table }}'{{ ',' if not loop.last }}
    {%- endfor %}
  )

),

newest AS (

  SELECT MAX(counted_at) AS counted_at
  FROM counts

),

rows_of_both AS (

  SELECT
    counts.table_name,
    counts.created_date,
    counts.updated_date,
    counts.number_of_records AS source_rows,
    0 AS warehouse_rows
  FROM counts
  INNER JOIN newest
    ON counts.counted_at = newest.counted_at
  {%- for table, dates in tables.items() %}
  {%- set relation = source(source_name, table) %}
  {%- set changed = 'updated_at' if 'updated_at' in dates else 'created_at' %}
  UNION ALL
  SELECT
    '{{ prefix }}{{ table }}' AS table_name,
    CAST({{ 'created_at' if 'created_at' in dates else 'NULL' }} AS DATE) AS created_date,
    CAST({{ 'updated_at' if 'updated_at' in dates else 'NULL' }} AS DATE) AS updated_date,
    0 AS source_rows,
    COUNT(*) AS warehouse_rows
  FROM {{ relation }}
  WHERE
    _sdc_deleted_at IS NULL
    {%- if table in full_copies %}
    AND _uploaded_at = (SELECT MAX(_uploaded_at) FROM {{ relation }})
    {%- endif %}
    {%- if dates and var('validate_days') %}
    AND CAST({{ changed }} AS DATE) > (SELECT CAST(counted_at AS DATE) - {{ var('validate_days') }} FROM newest)
    {%- endif %}
  GROUP BY
    CAST({{ 'created_at' if 'created_at' in dates else 'NULL' }} AS DATE),
    CAST({{ 'updated_at' if 'updated_at' in dates else 'NULL' }} AS DATE)
  {%- endfor %}

),

compared AS (

  SELECT
    rows_of_both.table_name,
    rows_of_both.created_date,
    rows_of_both.updated_date,
    newest.counted_at,
    COALESCE(rows_of_both.updated_date, rows_of_both.created_date) AS changed_date,
    SUM(rows_of_both.source_rows) AS source_rows,
    SUM(rows_of_both.warehouse_rows) AS warehouse_rows
  FROM rows_of_both
  CROSS JOIN newest
  GROUP BY
    rows_of_both.table_name,
    rows_of_both.created_date,
    rows_of_both.updated_date,
    newest.counted_at

)

SELECT
  table_name || ' ' || COALESCE(CAST(created_date AS VARCHAR), '-') || ' '
  || COALESCE(CAST(updated_date AS VARCHAR), '-') AS row_count_id,
  table_name,
  created_date,
  updated_date,
  source_rows,
  warehouse_rows,
  warehouse_rows - source_rows AS deviation,
  changed_date IS NULL OR changed_date < CAST(counted_at AS DATE) AS is_settled,
  counted_at
FROM compared
WHERE
  counted_at IS NOT NULL
  {%- if var('validate_days') %}
  AND (changed_date IS NULL OR changed_date > CAST(counted_at AS DATE) - {{ var('validate_days') }})
  {%- endif %}
{%- endmacro %}
