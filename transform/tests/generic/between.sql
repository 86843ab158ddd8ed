{# Values lie between low and high, both included; leave one out for no limit. NULL passes. #}
{% test between(model, column_name, low=none, high=none) %}
SELECT {{ column_name }}
FROM {{ model }}
WHERE
  FALSE
  {%- if low is not none %} OR {{ column_name }} < {{ low }}{% endif %}
  {%- if high is not none %} OR {{ column_name }} > {{ high }}{% endif %}
{% endtest %}
