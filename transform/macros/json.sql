{# Columns that hold JSON (DuckDB) or VARIANT (Snowflake). A path is a list of names: ['custom_attributes', '66']. #}

{# What is at the path, still JSON; NULL when nothing is there. #}
{% macro json_value(column, path) -%}
  {{ return(adapter.dispatch('json_value')(column, path)) }}
{%- endmacro %}

{% macro duckdb__json_value(column, path) -%}
  NULLIF(JSON_EXTRACT({{ column }}, '$."{{ path | join('"."') }}"'), 'null')
{%- endmacro %}

{% macro snowflake__json_value(column, path) -%}
  STRIP_NULL_VALUE({{ column }}['{{ path | join("']['") }}'])
{%- endmacro %}

{# What is at the path, as text; NULL when nothing is there. #}
{% macro json_text(column, path) -%}
  {{ return(adapter.dispatch('json_text')(column, path)) }}
{%- endmacro %}

{% macro duckdb__json_text(column, path) -%}
  JSON_EXTRACT_STRING({{ column }}, '$."{{ path | join('"."') }}"')
{%- endmacro %}

{% macro snowflake__json_text(column, path) -%}
  CAST(STRIP_NULL_VALUE({{ column }}['{{ path | join("']['") }}']) AS VARCHAR)
{%- endmacro %}

{# The element of a list at a place, counted from 0, as text; NULL when there is none. #}
{% macro json_item(column, place) -%}
  {{ return(adapter.dispatch('json_item')(column, place)) }}
{%- endmacro %}

{% macro duckdb__json_item(column, place) -%}
  JSON_EXTRACT_STRING({{ column }}, '$[{{ place }}]')
{%- endmacro %}

{% macro snowflake__json_item(column, place) -%}
  CAST(STRIP_NULL_VALUE({{ column }}[{{ place }}]) AS VARCHAR)
{%- endmacro %}

{#
  The elements of a list, to be cross joined to the table of the column: one row an element, in the column
  `<alias>.value`. A row whose list is empty or missing has none.
#}
{% macro json_elements(column, alias) -%}
  {{ return(adapter.dispatch('json_elements')(column, alias)) }}
{%- endmacro %}

{% macro duckdb__json_elements(column, alias) -%}
  UNNEST(CAST({{ column }} AS JSON [])) AS {{ alias }} (value)
{%- endmacro %}

{% macro snowflake__json_elements(column, alias) -%}
  LATERAL FLATTEN(INPUT => {{ column }}) AS {{ alias }}
{%- endmacro %}

{# Value of one of ZenGRC's custom attributes, as text, by the tenant's id of it. #}
{% macro zengrc_attribute(id) -%}
  {{ json_text('custom_attributes', [id, 'value']) }}
{%- endmacro %}
