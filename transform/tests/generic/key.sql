{# The columns name a row: none of them is empty, and no two rows have the same values in all of them. #}
{% test key(model, columns) %}
SELECT {{ columns | join(', ') }}
FROM {{ model }}
GROUP BY {{ columns | join(', ') }}
HAVING
  COUNT(*) > 1
  {%- for column in columns %}
  OR COUNT({{ column }}) = 0
  {%- endfor %}
{% endtest %}
