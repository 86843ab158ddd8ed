WITH routes AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_routes_source') }}

),

internal AS (

  SELECT *
  FROM {{ ref('gitlab_dotcom_routes_internal_only_source') }}

)

SELECT
  routes.route_id,
  routes.source_id,
  routes.source_type,
  routes.created_at,
  routes.updated_at,
  internal.path,
  internal.route_id IS NOT NULL AS is_internal
FROM routes
LEFT JOIN internal
  ON routes.route_id = internal.route_id
