WITH history AS (

  {{ copy_history(
    source('gitlab_dotcom', 'gitlab_subscriptions'),
    'id',
    [
      'start_date', 'end_date', 'trial_starts_on', 'trial_ends_on', 'namespace_id', 'hosted_plan_id',
      'max_seats_used', 'seats', 'trial', 'seats_in_use', 'seats_owed', 'trial_extension_type'
    ]
  ) | indent(2) }}

)

SELECT
  CAST(id AS BIGINT) AS gitlab_subscription_id,
  version_number,
  CAST(start_date AS DATE) AS gitlab_subscription_start_date,
  CAST(end_date AS DATE) AS gitlab_subscription_end_date,
  CAST(trial_starts_on AS DATE) AS gitlab_subscription_trial_starts_on,
  CAST(trial_ends_on AS DATE) AS gitlab_subscription_trial_ends_on,
  CAST(namespace_id AS BIGINT) AS namespace_id,
  CAST(hosted_plan_id AS BIGINT) AS plan_id,
  CAST(max_seats_used AS BIGINT) AS max_seats_used,
  CAST(seats AS BIGINT) AS seats,
  CAST(trial AS BOOLEAN) AS is_trial,
  CAST(seats_in_use AS BIGINT) AS seats_in_use,
  CAST(seats_owed AS BIGINT) AS seats_owed,
  CAST(trial_extension_type AS BIGINT) AS trial_extension_type,
  valid_from,
  valid_to,
  is_currently_valid
FROM history
