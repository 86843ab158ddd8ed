{# Databases and schemas are named as on Snowflake, whatever the target's defaults are. #}
{% macro generate_database_name(custom_database_name=none, node=none) -%}
  {{ (custom_database_name or target.database) | trim }}
{%- endmacro %}

{% macro generate_schema_name(custom_schema_name=none, node=none) -%}
  {{ (custom_schema_name or target.schema) | trim | upper }}
{%- endmacro %}
