WITH projects AS (

  SELECT *
  FROM {{ ref('gitlab_ops_projects_source') }}

)

SELECT
  project_id,
  project_name,
  project_path,
  namespace_id,
  visibility_level,
  archived AS is_archived,
  created_at
FROM projects
