{#
  Says before a run which tables it needs and RAW does not have yet, and how to load them. Some missing: a warning, and
  the models on the other tables are built. All missing: an error, for there is nothing to build from.
#}
{% macro check_what_landed() -%}
  {%- if execute and flags.WHICH in ('build', 'run', 'test') -%}
    {%- set needed = {} -%}
    {%- for node in graph.nodes.values() if node.unique_id in selected_resources -%}
      {%- for parent in node.depends_on.nodes if parent in graph.sources -%}
        {%- do needed.update({parent: graph.sources[parent]}) -%}
      {%- endfor -%}
    {%- endfor -%}
    {%- set missing = {} -%}
    {%- for table in needed.values() -%}
      {%- if not load_relation(api.Relation.create(table.database, table.schema, table.identifier)) -%}
        {%- do missing.setdefault(table.loader, []).append(table.schema ~ '.' ~ table.identifier) -%}
      {%- endif -%}
    {%- endfor -%}
    {%- set lines = [] -%}
    {%- for loader, tables in missing.items() -%}
      {%- do lines.append(
        'RAW has no ' ~ (tables | sort | join(', ')) ~ ' yet. Load it first: meltano run ' ~ loader ~ ' target-' ~ target.type
      ) -%}
    {%- endfor -%}
    {%- set count = missing.values() | map('length') | sum -%}
    {%- if count and count == needed | length -%}
      {{ exceptions.raise_compiler_error(lines | join('\n')) }}
    {%- elif count -%}
      {%- do exceptions.warn(lines | join('\n')) -%}
    {%- endif -%}
  {%- endif -%}
{%- endmacro %}
