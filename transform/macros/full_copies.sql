{# Tables that are landed as full copies (scd): all rows of a copy share one _uploaded_at. #}

{# The rows of the newest copy: what the source has now. #}
{% macro newest_copy(relation) -%}
SELECT *
FROM {{ relation }}
WHERE _uploaded_at = (SELECT MAX(_uploaded_at) FROM {{ relation }})
{%- endmacro %}

{#
  The history of rows over all copies: one row a key and version. A version begins with the copy that first showed it
  and ends with the next version of the key, or with the first copy in which the key is missing (it was deleted).
  `columns` are those whose change makes a new version.
#}
{% macro copy_history(relation, key, columns) -%}
WITH copies AS (

  SELECT
    uploaded.uploaded_at,
    LEAD(uploaded.uploaded_at) OVER (ORDER BY uploaded.uploaded_at) AS next_uploaded_at
  FROM (SELECT DISTINCT _uploaded_at AS uploaded_at FROM {{ relation }}) AS uploaded

),

appearances AS (

  SELECT
    source.{{ key }},
    {%- for column in columns %}
    source.{{ column }},
    {%- endfor %}
    copies.uploaded_at,
    copies.next_uploaded_at,
    LAG(source._uploaded_at) OVER (PARTITION BY source.{{ key }} ORDER BY source._uploaded_at) AS previous_uploaded_at,
    {%- for column in columns %}
    LAG(source.{{ column }}) OVER (PARTITION BY source.{{ key }} ORDER BY source._uploaded_at) AS previous_{{ column }},
    {%- endfor %}
    LAG(copies.next_uploaded_at) OVER (PARTITION BY source.{{ key }} ORDER BY source._uploaded_at) AS expected_uploaded_at
  FROM {{ relation }} AS source
  INNER JOIN copies
    ON source._uploaded_at = copies.uploaded_at

),

marked AS (

  SELECT
    *,
    CASE
      WHEN
        previous_uploaded_at IS NULL
        OR expected_uploaded_at != uploaded_at
        {%- for column in columns %}
        OR {{ column }} IS DISTINCT FROM previous_{{ column }}
        {%- endfor %}
        THEN 1
      ELSE 0
    END AS is_new_version
  FROM appearances

),

numbered AS (

  SELECT
    *,
    SUM(is_new_version) OVER (PARTITION BY {{ key }} ORDER BY uploaded_at ROWS UNBOUNDED PRECEDING) AS version_number
  FROM marked

)

SELECT
  {{ key }},
  {%- for column in columns %}
  {{ column }},
  {%- endfor %}
  version_number,
  {{ epoch_to_timestamp('MIN(uploaded_at)') }} AS valid_from,
  {{ epoch_to_timestamp('CASE WHEN COUNT(*) = COUNT(next_uploaded_at) THEN MAX(next_uploaded_at) END') }} AS valid_to,
  COUNT(*) > COUNT(next_uploaded_at) AS is_currently_valid
FROM numbered
GROUP BY {{ key }}, {{ columns | join(', ') }}, version_number
{%- endmacro %}
