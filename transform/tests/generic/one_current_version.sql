{# Of a history: at most one version of a key is valid now, none ends before it begins, and what is valid has no end. #}
{% test one_current_version(model, key) %}
SELECT {{ key }}
FROM {{ model }}
GROUP BY {{ key }}
HAVING
  SUM(CASE WHEN is_currently_valid THEN 1 ELSE 0 END) > 1
  OR SUM(CASE WHEN valid_to <= valid_from THEN 1 ELSE 0 END) > 0
  OR SUM(CASE WHEN is_currently_valid = (valid_to IS NOT NULL) THEN 1 ELSE 0 END) > 0
{% endtest %}
