{#
  Ranges of keys with their rows and hashes: as the source had them when it was last validated with `validate_deep`, and
  as the warehouse has them. Which columns take part, and how they are spelled, is what the tap's README says under
  "Comparing with the warehouse"; both come from the table of the source's hashes.

  That table is no source of dbt's: it is there only where somebody asked for it, and its lack is no fault. It stands
  beside the counts of `pgp_export`, under the same name with _HASHES at its end.
#}
{% macro row_hashes() -%}
  {%- set selects = [] -%}
  {%- if execute -%}
    {%- for counts in graph.sources.values() | selectattr('name', 'equalto', 'pgp_export') -%}
      {%- set hashes = adapter.get_relation(counts.database, counts.schema, counts.identifier ~ '_HASHES') -%}
      {%- if hashes -%}
        {#- Two databases may share it, each with validations of its own. -#}
        {%- set described = run_query(
          'SELECT DISTINCT table_name, key_column, columns, range_size, is_full_copy FROM ' ~ hashes ~ ' AS hashes'
          ~ ' WHERE _uploaded_at = (SELECT MAX(_uploaded_at) FROM ' ~ hashes ~ ' AS newest'
          ~ ' WHERE newest.table_name = hashes.table_name) ORDER BY table_name'
        ) -%}
        {%- for row in described.rows -%}
          {%- set landed = adapter.get_relation(counts.database, counts.schema, row[0] | upper) -%}
          {%- do selects.append(_compared_hashes(hashes, landed, row)) -%}
        {%- endfor -%}
      {%- endif -%}
    {%- endfor -%}
  {%- endif -%}
  {%- if selects -%}
    {{ selects | join('\n\nUNION ALL\n\n') }}
  {%- else -%}
SELECT
  CAST(NULL AS VARCHAR) AS row_hash_id,
  CAST(NULL AS VARCHAR) AS table_name,
  CAST(NULL AS BIGINT) AS first_key,
  CAST(NULL AS BIGINT) AS last_key,
  CAST(NULL AS BIGINT) AS source_rows,
  CAST(NULL AS BIGINT) AS warehouse_rows,
  CAST(NULL AS BOOLEAN) AS is_equal,
  {{ epoch_to_timestamp('CAST(NULL AS DOUBLE)') }} AS hashed_at
WHERE 1 = 0
  {%- endif -%}
{%- endmacro %}

{# One table: `row` is its name, key, columns as JSON, keys in a range, and whether it is landed as full copies. #}
{% macro _compared_hashes(hashes, landed, row) -%}
{%- set table_name, key, columns, range_size, is_full_copy = row -%}
{%- set newest = "(SELECT MAX(_uploaded_at) FROM " ~ hashes ~ " WHERE table_name = '" ~ table_name ~ "')" -%}
{#- Rows without a key are a range, too. -#}
{%- set source_range = "COALESCE(CAST(source.key_range AS VARCHAR), 'without key')" -%}
{%- set warehouse_range = "COALESCE(CAST(warehouse.key_range AS VARCHAR), 'without key')" -%}
{%- set spelled = [] -%}
{%- for name, kind in fromjson(columns) -%}
  {%- do spelled.append("COALESCE(" ~ spelled_value(adapter.quote(name | upper), kind) ~ ", '<null>')") -%}
{%- endfor -%}
{%- set range_of_key = 'CAST(FLOOR(' ~ adapter.quote(key | upper) ~ ' / ' ~ range_size ~ ') * ' ~ range_size ~ ' AS BIGINT)' -%}
SELECT
  '{{ table_name }} ' || COALESCE({{ source_range }}, {{ warehouse_range }}) AS row_hash_id,
  '{{ table_name }}' AS table_name,
  COALESCE(source.key_range, warehouse.key_range) AS first_key,
  COALESCE(source.key_range, warehouse.key_range) + {{ range_size }} - 1 AS last_key,
  COALESCE(source.number_of_records, 0) AS source_rows,
  COALESCE(warehouse.number_of_records, 0) AS warehouse_rows,
  COALESCE(source.number_of_records, 0) = COALESCE(warehouse.number_of_records, 0)
  AND COALESCE(source.hash, '0') = COALESCE(warehouse.hash, '0') AS is_equal,
  {{ epoch_to_timestamp(newest) }} AS hashed_at
FROM (
  SELECT
    key_range,
    number_of_records,
    hash
  FROM {{ hashes }}
  WHERE _uploaded_at = {{ newest }} AND table_name = '{{ table_name }}'
) AS source
FULL OUTER JOIN (
  {%- if landed %}
  SELECT
    {{ range_of_key }} AS key_range,
    COUNT(*) AS number_of_records,
    CAST(SUM({{ first_32_bits_of_md5(spelled | join(" || '|' || ")) }}) AS VARCHAR) AS hash
  FROM {{ landed }}
  WHERE
    _sdc_deleted_at IS NULL
    {%- if is_full_copy %}
    AND _uploaded_at = (SELECT MAX(_uploaded_at) FROM {{ landed }})
    {%- endif %}
  GROUP BY {{ range_of_key }}
  {%- else %}
  SELECT
    CAST(NULL AS BIGINT) AS key_range,
    0 AS number_of_records,
    '' AS hash
  WHERE 1 = 0
  {%- endif %}
) AS warehouse
  ON {{ source_range }} = {{ warehouse_range }}
{%- endmacro %}

{# A column's value in a row's text, by its kind. #}
{% macro spelled_value(column, kind) -%}
  {%- if kind == 'boolean' -%}
    CASE {{ column }} WHEN TRUE THEN '1' WHEN FALSE THEN '0' END
  {%- elif kind in ('time', 'date') -%}
    {{ return(adapter.dispatch('spelled_moment')(column, kind)) }}
  {%- else -%}
    CAST({{ column }} AS VARCHAR)
  {%- endif -%}
{%- endmacro %}

{# Microseconds or days since 1970; infinity, which only DuckDB has, as its own text. #}
{% macro duckdb__spelled_moment(column, kind) -%}
  {%- set since_1970 = 'EPOCH_US(' ~ column ~ ')' if kind == 'time' else '(' ~ column ~ " - DATE '1970-01-01')" -%}
  CASE WHEN ISFINITE({{ column }}) THEN CAST({{ since_1970 }} AS VARCHAR) ELSE CAST({{ column }} AS VARCHAR) END
{%- endmacro %}

{% macro snowflake__spelled_moment(column, kind) -%}
  {%- set unit, type = ('microsecond', 'TIMESTAMP_NTZ') if kind == 'time' else ('day', 'DATE') -%}
  CAST(DATEDIFF('{{ unit }}', CAST('1970-01-01' AS {{ type }}), {{ column }}) AS VARCHAR)
{%- endmacro %}

{# The first 32 bits of a text's MD5 as a number. #}
{% macro first_32_bits_of_md5(text) -%}
  {{ return(adapter.dispatch('first_32_bits_of_md5')(text)) }}
{%- endmacro %}

{% macro duckdb__first_32_bits_of_md5(text) -%}
  CAST('0x' || SUBSTR(MD5({{ text }}), 1, 8) AS BIGINT)
{%- endmacro %}

{% macro snowflake__first_32_bits_of_md5(text) -%}
  TO_NUMBER(SUBSTR(MD5({{ text }}), 1, 8), 'XXXXXXXX')
{%- endmacro %}
