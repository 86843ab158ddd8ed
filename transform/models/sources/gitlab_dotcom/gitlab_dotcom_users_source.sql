WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'users') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS user_id,
    CAST(email AS VARCHAR) AS email,
    CAST(commit_email AS VARCHAR) AS commit_email,
    CAST(remember_created_at AS TIMESTAMP) AS remember_created_at,
    CAST(sign_in_count AS BIGINT) AS sign_in_count,
    CAST(current_sign_in_at AS TIMESTAMP) AS current_sign_in_at,
    CAST(last_sign_in_at AS TIMESTAMP) AS last_sign_in_at,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(name AS VARCHAR) AS users_name,
    CAST(admin AS BOOLEAN) AS is_admin,
    CAST(projects_limit AS BIGINT) AS projects_limit,
    CAST(failed_attempts AS BIGINT) AS failed_attempts,
    CAST(locked_at AS TIMESTAMP) AS locked_at,
    CAST(can_create_group AS BOOLEAN) AS has_create_group_permissions,
    CAST(can_create_team AS BOOLEAN) AS has_create_team_permissions,
    CAST(state AS VARCHAR) AS state,
    CAST(color_scheme_id AS BIGINT) AS color_scheme_id,
    CAST(password_expires_at AS TIMESTAMP) AS password_expires_at,
    CAST(created_by_id AS BIGINT) AS created_by_id,
    CAST(last_credential_check_at AS TIMESTAMP) AS last_credential_check_at,
    CAST(confirmed_at AS TIMESTAMP) AS confirmed_at,
    CAST(confirmation_sent_at AS TIMESTAMP) AS confirmation_sent_at,
    CAST(hide_no_ssh_key AS BOOLEAN) AS has_hide_no_ssh_key_enabled,
    CAST(admin_email_unsubscribed_at AS TIMESTAMP) AS admin_email_unsubscribed_at,
    CAST(hide_no_password AS BOOLEAN) AS has_hide_no_password_enabled,
    CAST(password_automatically_set AS BOOLEAN) AS is_password_automatically_set,
    CAST(public_email AS VARCHAR) AS public_email,
    CAST(dashboard AS BIGINT) AS dashboard,
    CAST(project_view AS BIGINT) AS project_view,
    CAST(consumed_timestep AS BIGINT) AS consumed_timestep,
    CAST(layout AS BIGINT) AS layout,
    CAST(hide_project_limit AS BOOLEAN) AS has_hide_project_limit_enabled,
    CAST(otp_grace_period_started_at AS TIMESTAMP) AS otp_grace_period_started_at,
    CAST(external AS BOOLEAN) AS is_external_user,
    CAST(auditor AS BOOLEAN) AS auditor,
    CAST(require_two_factor_authentication_from_group AS BOOLEAN) AS does_require_two_factor_authentication_from_group,
    CAST(two_factor_grace_period AS BIGINT) AS two_factor_grace_period,
    CAST(last_activity_on AS TIMESTAMP) AS last_activity_on,
    CAST(notified_of_own_activity AS BOOLEAN) AS is_notified_of_own_activity,
    CAST(preferred_language AS VARCHAR) AS preferred_language,
    CAST(theme_id AS BIGINT) AS theme_id,
    CAST(accepted_term_id AS BIGINT) AS accepted_term_id,
    CAST(private_profile AS BOOLEAN) AS is_private_profile,
    CAST(roadmap_layout AS BIGINT) AS roadmap_layout,
    CAST(include_private_contributions AS BOOLEAN) AS include_private_contributions,
    CAST(group_view AS BIGINT) AS group_view,
    CAST(managing_group_id AS BIGINT) AS managing_group_id,
    CAST(role AS BIGINT) AS role_id,
    CASE role
      WHEN 0 THEN 'Software Developer'
      WHEN 1 THEN 'Development Team Lead'
      WHEN 2 THEN 'Devops Engineer'
      WHEN 3 THEN 'Systems Administrator'
      WHEN 4 THEN 'Security Analyst'
      WHEN 5 THEN 'Data Analyst'
      WHEN 6 THEN 'Product Manager'
      WHEN 7 THEN 'Product Designer'
      WHEN 8 THEN 'Other'
      WHEN 99 THEN 'Unfinished Signup'
    END AS role,
    CAST(username AS VARCHAR) AS user_name,
    CAST(user_type AS BIGINT) AS user_type_id,
    CAST(otp_required_for_login AS BOOLEAN) AS otp_required_for_login,
    CAST(email_opted_in AS BOOLEAN) AS is_email_opted_in,
    CAST(email_opted_in_source_id AS BIGINT) AS email_opted_in_source_id,
    CAST(email_opted_in_at AS TIMESTAMP) AS email_opted_in_at,
    CAST(first_name AS VARCHAR) AS first_name,
    CAST(last_name AS VARCHAR) AS last_name,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
