WITH source AS (

  {{ newest_copy(source('gitlab_dotcom', 'gitlab_subscriptions')) }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS gitlab_subscription_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
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
    CAST(_task_instance AS VARCHAR) AS _task_instance,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
