WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'onboarding_progresses') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS onboarding_progress_id,
    CAST(namespace_id AS BIGINT) AS namespace_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(git_write_at AS TIMESTAMP) AS git_write_at,
    CAST(merge_request_created_at AS TIMESTAMP) AS merge_request_created_at,
    CAST(pipeline_created_at AS TIMESTAMP) AS pipeline_created_at,
    CAST(user_added_at AS TIMESTAMP) AS user_added_at,
    CAST(trial_started_at AS TIMESTAMP) AS trial_started_at,
    CAST(required_mr_approvals_enabled_at AS TIMESTAMP) AS required_mr_approvals_enabled_at,
    CAST(code_owners_enabled_at AS TIMESTAMP) AS code_owners_enabled_at,
    CAST(issue_created_at AS TIMESTAMP) AS issue_created_at,
    CAST(license_scanning_run_at AS TIMESTAMP) AS license_scanning_run_at,
    CAST(secure_dependency_scanning_run_at AS TIMESTAMP) AS secure_dependency_scanning_run_at,
    CAST(secure_dast_run_at AS TIMESTAMP) AS secure_dast_run_at,
    CAST(code_added_at AS TIMESTAMP) AS code_added_at,
    CAST(ended_at AS TIMESTAMP) AS ended_at,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
