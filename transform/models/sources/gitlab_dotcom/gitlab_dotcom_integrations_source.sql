WITH source AS (

  SELECT *
  FROM {{ source('gitlab_dotcom', 'integrations') }}

),

renamed AS (

  SELECT
    CAST(id AS BIGINT) AS integration_id,
    CAST(project_id AS BIGINT) AS project_id,
    CAST(created_at AS TIMESTAMP) AS created_at,
    CAST(updated_at AS TIMESTAMP) AS updated_at,
    CAST(active AS BOOLEAN) AS is_active,
    CAST(push_events AS BOOLEAN) AS has_push_events,
    CAST(issues_events AS BOOLEAN) AS has_issues_events,
    CAST(merge_requests_events AS BOOLEAN) AS has_merge_requests_events,
    CAST(tag_push_events AS BOOLEAN) AS has_tag_push_events,
    CAST(note_events AS BOOLEAN) AS has_note_events,
    CAST(category AS VARCHAR) AS integration_category,
    CAST(wiki_page_events AS BOOLEAN) AS has_wiki_page_events,
    CAST(pipeline_events AS BOOLEAN) AS has_pipeline_events,
    CAST(confidential_issues_events AS BOOLEAN) AS has_confidential_issues_events,
    CAST(commit_events AS BOOLEAN) AS has_commit_events,
    CAST(job_events AS BOOLEAN) AS has_job_events,
    CAST(confidential_note_events AS BOOLEAN) AS has_confidential_note_events,
    CAST(deployment_events AS BOOLEAN) AS has_deployment_events,
    CAST(comment_on_event_enabled AS BOOLEAN) AS is_comment_on_event_enabled,
    CAST(group_id AS BIGINT) AS group_id,
    CAST(inherit_from_id AS BIGINT) AS inherit_from_id,
    CAST(instance AS BOOLEAN) AS instance,
    CAST(type_new AS VARCHAR) AS integration_type,
    CAST(template AS BOOLEAN) AS integration_template,
    {{ epoch_to_timestamp('_uploaded_at') }} AS uploaded_at
  FROM source

)

SELECT *
FROM renamed
