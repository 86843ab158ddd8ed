{# Tables that are landed as full copies (scd): all rows of a copy share one _uploaded_at. #}

{#
  The rows of the newest copy: what the source has now. A copy that was repeated on the same day replaces the first one,
  because it is the time of the copy that decides and not the date in _task_instance: whatever date a run is for, it
  copies what the source has at that moment.
#}
{% macro newest_copy(relation) -%}
SELECT *
FROM {{ relation }}
WHERE _uploaded_at = (SELECT MAX(_uploaded_at) FROM {{ relation }})
{%- endmacro %}

{#
  The history of rows over all copies: one row a key and version, valid from the first copy that has it (inclusive)
  until the first copy that has it no longer (exclusive). A row that is missing in a copy was deleted; when it comes
  back, a new version begins. `columns` are those whose change makes a new version; NULL equals NULL.

  Copies are numbered without gaps, and so are the appearances of each state of a row. As long as a state is in every
  copy the difference of the two numbers stays the same, so the difference names one unbroken run of copies.
#}
{% macro copy_history(relation, key, columns) -%}
WITH copies AS (

  SELECT
    uploads._uploaded_at,
    ROW_NUMBER() OVER (ORDER BY uploads._uploaded_at) AS copy_number,
    LEAD(uploads._uploaded_at) OVER (ORDER BY uploads._uploaded_at) AS next_uploaded_at
  FROM (SELECT DISTINCT _uploaded_at FROM {{ relation }}) AS uploads

),

appearances AS (

  SELECT
    rows_of_copies.{{ key }},
    {%- for column in columns %}
    rows_of_copies.{{ column }},
    {%- endfor %}
    copies._uploaded_at,
    copies.next_uploaded_at,
    copies.copy_number,
    ROW_NUMBER() OVER (
      PARTITION BY
        rows_of_copies.{{ key }}
        {%- for column in columns %},
        rows_of_copies.{{ column }}
        {%- endfor %}
      ORDER BY copies.copy_number
    ) AS appearance_number
  FROM {{ relation }} AS rows_of_copies
  INNER JOIN copies
    ON rows_of_copies._uploaded_at = copies._uploaded_at

),

versions AS (

  SELECT
    {{ key }},
    {%- for column in columns %}
    {{ column }},
    {%- endfor %}
    MIN(_uploaded_at) AS first_uploaded_at,
    {# NULL when the newest copy still has it. #}
    CASE WHEN COUNT(next_uploaded_at) = COUNT(*) THEN MAX(next_uploaded_at) END AS gone_uploaded_at
  FROM appearances
  GROUP BY
    {{ key }},
    {%- for column in columns %}
    {{ column }},
    {%- endfor %}
    copy_number - appearance_number

)

SELECT
  {{ key }},
  {%- for column in columns %}
  {{ column }},
  {%- endfor %}
  ROW_NUMBER() OVER (PARTITION BY {{ key }} ORDER BY first_uploaded_at) AS version_number,
  {{ epoch_to_timestamp('first_uploaded_at') }} AS valid_from,
  {{ epoch_to_timestamp('gone_uploaded_at') }} AS valid_to,
  gone_uploaded_at IS NULL AS is_currently_valid
FROM versions
{%- endmacro %}
