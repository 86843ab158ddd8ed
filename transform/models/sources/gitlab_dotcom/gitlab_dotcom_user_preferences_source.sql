WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'user_preferences') }}

),

renamed AS (

  SELECT
    CAST(user_id AS BIGINT) AS user_id,
    CAST(issue_notes_filter AS VARCHAR) AS issue_notes_filter,
    CAST(merge_request_notes_filter AS VARCHAR) AS merge_request_notes_filter,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(epics_sort AS VARCHAR) AS epic_sort,
    CAST(roadmap_epics_state AS VARCHAR) AS roadmap_epics_state,
    CAST(epic_notes_filter AS VARCHAR) AS epic_notes_filter,
    CAST(issues_sort AS VARCHAR) AS issues_sort,
    CAST(merge_requests_sort AS VARCHAR) AS merge_requests_sort,
    CAST(roadmaps_sort AS VARCHAR) AS roadmaps_sort,
    CAST(first_day_of_week AS VARCHAR) AS first_day_of_week,
    CAST(time_display_relative AS BOOLEAN) AS time_display_relative,
    CAST(projects_sort AS VARCHAR) AS projects_sort,
    CAST(show_whitespace_in_diffs AS BOOLEAN) AS show_whitespace_in_diffs,
    CAST(sourcegraph_enabled AS BOOLEAN) AS sourcegraph_enabled,
    CAST(setup_for_company AS BOOLEAN) AS setup_for_company,
    CAST(render_whitespace_in_code AS BOOLEAN) AS render_whitespace_in_code,
    CAST(tab_width AS VARCHAR) AS tab_width,
    CAST(view_diffs_file_by_file AS BOOLEAN) AS view_diffs_file_by_file,
    CAST(id AS BIGINT) AS user_preferences_id,
    CAST(gitpod_enabled AS BOOLEAN) AS gitpod_enabled,
    CAST(use_new_navigation AS BOOLEAN) AS use_new_navigation,
    CAST(early_access_program_participant AS BOOLEAN) AS early_access_program_participant,
    CAST(timezone AS VARCHAR) AS timezone,
    CAST(time_format_in_24h AS BOOLEAN) AS time_format_in_24h,
    CAST(experience_level AS BIGINT) AS experience_level,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
