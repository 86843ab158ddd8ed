{#
  Says before a run which tables it needs that RAW does not have yet, and how to load them. Some missing: a warning, and
  the models on the others are built. All missing: an error, for there is nothing to build from.
#}
{% macro check_what_landed() -%}
  {%- if execute and flags.WHICH in ('build', 'run', 'test') -%}
    {%- set needed = {} -%}
    {%- for node in graph.nodes.values() if node.unique_id in selected_resources -%}
      {%- for parent in node.depends_on.nodes if parent in graph.sources -%}
        {%- do needed.update({parent: graph.sources[parent]}) -%}
      {%- endfor -%}
    {%- endfor -%}
    {%- set landed = landed_tables(needed.values() | map(attribute='database') | unique) -%}
    {%- set missing = {} -%}
    {%- for table in needed.values() if (table.schema ~ '.' ~ table.identifier) | upper not in landed -%}
      {%- set load_type = table.meta.get('load_type') -%}
      {%- set variable = (table.loader | upper | replace('-', '_')) ~ '_LOAD_TYPE=' ~ load_type ~ ' ' -%}
      {%- do missing.setdefault((table.loader, variable if load_type else ''), []).append(
        table.schema ~ '.' ~ table.identifier
      ) -%}
    {%- endfor -%}
    {%- set lines = [] -%}
    {%- for (loader, variable), tables in missing.items() -%}
      {%- do lines.append(
        tables | length ~ ' tables of ' ~ loader ~ ' are not in RAW yet (' ~ tables | sort | join(', ')
        ~ '). Load them first: ' ~ variable ~ 'meltano run ' ~ loader ~ ' target-' ~ target.type
      ) -%}
    {%- endfor -%}
    {%- if lines and missing.values() | map('length') | sum == needed | length -%}
      {{ exceptions.raise_compiler_error(lines | join('\n')) }}
    {%- elif lines -%}
      {%- do exceptions.warn(lines | join('\n')) -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro %}

{# Print the names of all tables of the sources' databases, as DATABASE.SCHEMA.TABLE in JSON: for `denomas dbt`. #}
{% macro say_what_landed() -%}
  {%- set names = [] -%}
  {%- for database in graph.sources.values() | map(attribute='database') | unique -%}
    {%- for name in landed_tables([database]) -%}
      {%- do names.append(database | upper ~ '.' ~ name) -%}
    {%- endfor -%}
  {%- endfor -%}
  {%- do print(tojson(names)) -%}
{%- endmacro %}

{# Names of the tables of some databases, as SCHEMA.TABLE. DuckDB has one information schema for all of them. #}
{% macro landed_tables(databases) -%}
  {%- set names = [] -%}
  {%- for database in databases -%}
    {%- set tables = run_query(
      "SELECT UPPER(table_schema || '.' || table_name) FROM "
      ~ ('system' if target.type == 'duckdb' else database) ~ ".information_schema.tables"
      ~ " WHERE UPPER(table_catalog) = '" ~ database | upper ~ "'"
    ) -%}
    {%- do names.extend(tables.columns[0].values()) -%}
  {%- endfor -%}
  {{ return(names) }}
{%- endmacro %}
