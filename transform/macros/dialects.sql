{# What DuckDB and Snowflake spell differently. #}

{# Epoch seconds, with a fraction, to a timestamp in UTC without a zone. #}
{% macro epoch_to_timestamp(seconds) -%}
  {{ return(adapter.dispatch('epoch_to_timestamp')(seconds)) }}
{%- endmacro %}

{% macro duckdb__epoch_to_timestamp(seconds) -%}
  MAKE_TIMESTAMP(CAST({{ seconds }} * 1000000 AS BIGINT))
{%- endmacro %}

{% macro snowflake__epoch_to_timestamp(seconds) -%}
  TO_TIMESTAMP_NTZ(CAST({{ seconds }} * 1000000 AS NUMBER(38, 0)), 6)
{%- endmacro %}

{# The Monday of a timestamp's week, as a date. In Snowflake DATE_TRUNC would follow the session's WEEK_START. #}
{% macro week_of(timestamp) -%}
  {{ return(adapter.dispatch('week_of')(timestamp)) }}
{%- endmacro %}

{% macro duckdb__week_of(timestamp) -%}
  CAST(DATE_TRUNC('week', {{ timestamp }}) AS DATE)
{%- endmacro %}

{% macro snowflake__week_of(timestamp) -%}
  DATEADD('day', 1 - DAYOFWEEKISO({{ timestamp }}), CAST({{ timestamp }} AS DATE))
{%- endmacro %}

{# Seconds from one timestamp to another; NULL when either is missing. #}
{% macro seconds_between(earlier, later) -%}
  DATEDIFF('second', {{ earlier }}, {{ later }})
{%- endmacro %}

{# The value below which the given fraction of the rows lies, interpolated; NULLs are not counted. #}
{% macro percentile(expression, fraction) -%}
  PERCENTILE_CONT({{ fraction }}) WITHIN GROUP (ORDER BY {{ expression }})
{%- endmacro %}
