{#
  Databases and schemas are named as on Snowflake, whatever the target's defaults are: PREP and PROD, and the schema
  that dbt_project.yml gives a folder, without the target's schema before it.
#}
{% macro generate_database_name(custom_database_name=none, node=none) -%}
  {{ (custom_database_name or target.database) | trim | upper }}
{%- endmacro %}

{% macro generate_schema_name(custom_schema_name=none, node=none) -%}
  {{ (custom_schema_name or target.schema) | trim | upper }}
{%- endmacro %}
