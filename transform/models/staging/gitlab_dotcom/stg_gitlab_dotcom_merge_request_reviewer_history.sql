WITH history AS (

  {{ copy_history(
    source('gitlab_dotcom', 'merge_request_reviewers'),
    'id',
    [
      'user_id', 'merge_request_id', 'state'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS merge_request_reviewer_id,
  version_number,
  CAST(user_id AS BIGINT) AS user_id,
  CAST(merge_request_id AS BIGINT) AS merge_request_id,
  CAST(state AS BIGINT) AS reviewer_state,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
