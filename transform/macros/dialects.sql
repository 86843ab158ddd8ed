{# What DuckDB and Snowflake spell differently. #}
{% macro epoch_to_timestamp(seconds) -%}
  {{ return(adapter.dispatch('epoch_to_timestamp')(seconds)) }}
{%- endmacro %}

{% macro duckdb__epoch_to_timestamp(seconds) -%}
  MAKE_TIMESTAMP(CAST({{ seconds }} * 1000000 AS BIGINT))
{%- endmacro %}

{% macro snowflake__epoch_to_timestamp(seconds) -%}
  TO_TIMESTAMP_NTZ({{ seconds }} * 1000000, 6)
{%- endmacro %}

{% macro percentile(expression, fraction) -%}
  PERCENTILE_CONT({{ fraction }}) WITHIN GROUP (ORDER BY {{ expression }})
{%- endmacro %}
