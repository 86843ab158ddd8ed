WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'namespace_settings') }}

),

renamed AS (

  SELECT
    CAST(namespace_id AS BIGINT) AS namespace_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(prevent_forking_outside_group AS BOOLEAN) AS prevent_forking_outside_group,
    CAST(allow_mfa_for_subgroups AS BOOLEAN) AS allow_mfa_for_subgroups,
    CAST(repository_read_only AS BOOLEAN) AS repository_read_only,
    CAST(resource_access_token_creation_allowed AS BOOLEAN) AS resource_access_token_creation_allowed,
    CAST(prevent_sharing_groups_outside_hierarchy AS BOOLEAN) AS prevent_sharing_groups_outside_hierarchy,
    CAST(new_user_signups_cap AS BIGINT) AS new_signups_cap,
    CAST(setup_for_company AS BOOLEAN) AS is_setup_for_company,
    CAST(jobs_to_be_done AS BIGINT) AS jobs_to_be_done,
    CAST(experiment_features_enabled AS BOOLEAN) AS experiment_features_enabled,
    CAST(code_suggestions AS BOOLEAN) AS code_suggestions,
    CAST(early_access_program_participant AS BOOLEAN) AS early_access_program_participant,
    CAST(early_access_program_joined_by_id AS BIGINT) AS early_access_program_joined_by_id,
    CAST(default_branch_name AS VARCHAR) AS default_branch_name,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
