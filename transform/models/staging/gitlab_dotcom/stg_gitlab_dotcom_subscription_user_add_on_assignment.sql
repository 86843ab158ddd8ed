SELECT
  id,
  created_at,
  updated_at,
  add_on_purchase_id,
  user_id,
  is_deleted,
  deleted_at
FROM {{ ref('gitlab_dotcom_subscription_user_add_on_assignments_source') }}
