-- CustomersDot, whose code is private: tables and columns as the manifest of 2024 reads them; the types come from the
-- casts of the models that read them, not from its own schema: NUMBER is bigint for keys and integer for quantities,
-- VARCHAR is varchar (text for the long ones), TIMESTAMP is timestamp, DATE is date (facts: gitlab-platform 2.2).

CREATE TABLE billing_accounts (
  id bigint NOT NULL,
  zuora_account_name varchar,
  zuora_account_id varchar,
  salesforce_account_id varchar,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE billing_account_contacts (
  id bigint NOT NULL,
  work_email varchar,
  created_at timestamp,
  updated_at timestamp,
  zuora_contact_id varchar,
  zuora_account_id varchar,
  PRIMARY KEY (id)
);

CREATE TABLE billing_account_memberships (
  id bigint NOT NULL,
  customer_id bigint,
  billing_account_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE cloud_activation_license_mappings (
  id bigint NOT NULL,
  cloud_activation_id bigint,
  license_id bigint,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE cloud_activations (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  customer_id bigint,
  activation_code varchar,
  subscription_name varchar,
  super_sonics_aware boolean,
  seat_utilization_reminder_sent_at timestamp,
  billing_account_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE customers (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  sign_in_count integer,
  current_sign_in_at timestamp,
  last_sign_in_at timestamp,
  provider varchar,
  uid varchar,
  country varchar,
  state varchar,
  city varchar,
  vat_code varchar,
  company varchar,
  company_size varchar,
  salesforce_account_id varchar,
  confirmed_at timestamp,
  confirmation_sent_at timestamp,
  first_name varchar,
  last_name varchar,
  email varchar,
  phone_number varchar,
  billable boolean,
  PRIMARY KEY (id)
);

CREATE TABLE leads (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  trial_start_date timestamp,
  namespace_id bigint,
  user_id bigint,
  opt_in boolean,
  currently_in_trial boolean,
  is_for_business_use boolean,
  first_name varchar,
  last_name varchar,
  email varchar,
  phone varchar,
  company_name varchar,
  employees_bucket varchar,
  country varchar,
  state varchar,
  product_interaction varchar,
  provider varchar,
  comment_capture varchar,
  glm_content varchar,
  glm_source varchar,
  sent_at timestamp,
  website_url varchar,
  "role" varchar,
  jtbd varchar,
  PRIMARY KEY (id)
);

CREATE TABLE license_seat_links (
  zuora_subscription_id varchar NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  order_id bigint,
  active_user_count integer,
  max_historical_user_count integer,
  license_user_count integer,
  report_timestamp timestamp,
  license_starts_on date,
  zuora_subscription_name varchar,
  hostname varchar,
  instance_identifier varchar,
  PRIMARY KEY (zuora_subscription_id)
);

CREATE TABLE license_versions (
  item_id bigint,
  created_at timestamp,
  item_type varchar,
  event varchar,
  whodunnit varchar,
  object text,
  object_changes text
);

CREATE TABLE licenses (
  id bigint NOT NULL,
  name varchar,
  company varchar,
  users_count integer,
  email varchar,
  license_file varchar,
  expires_at date,
  created_at timestamp,
  updated_at timestamp,
  plan_name varchar,
  starts_at date,
  zuora_subscription_id varchar,
  notes varchar,
  previous_users_count integer,
  trueup_quantity integer,
  trueup_from date,
  trueup_to date,
  plan_code varchar,
  trial boolean,
  zuora_subscription_name varchar,
  license_file_md5 varchar,
  creator_id bigint,
  license_file_sha256 varchar,
  billing_account_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE orders (
  id bigint NOT NULL,
  customer_id bigint,
  product_rate_plan_id varchar,
  subscription_id varchar,
  subscription_name varchar,
  start_date timestamp,
  end_date timestamp,
  quantity integer,
  created_at timestamp,
  updated_at timestamp,
  gl_namespace_id varchar,
  gl_namespace_name varchar,
  amendment_type varchar,
  trial boolean,
  last_extra_ci_minutes_sync_at timestamp,
  zuora_account_id varchar,
  increased_billing_rate_notified_at timestamp,
  source varchar,
  billing_account_id bigint,
  PRIMARY KEY (id)
);

CREATE TABLE provisions (
  subscription_name varchar,
  subscription_id varchar NOT NULL,
  state varchar,
  created_at timestamp,
  updated_at timestamp,
  state_reason integer,
  subscription_version integer,
  contract_effective_date date,
  PRIMARY KEY (subscription_id)
);

CREATE TABLE reconciliations (
  id bigint NOT NULL,
  completed_email_sent_at timestamp,
  created_at timestamp,
  error_message text,
  order_id bigint,
  qsr_opportunity_id varchar,
  quoted_invoice_amount numeric(12, 2),
  quoted_invoice_at timestamp,
  reconcile_done_at timestamp,
  reconcile_on timestamp,
  skip_reason varchar,
  upcoming_email_sent_at timestamp,
  updated_at timestamp,
  user_count integer,
  PRIMARY KEY (id)
);

CREATE TABLE schema_migrations (
  version varchar NOT NULL,
  PRIMARY KEY (version)
);

CREATE TABLE self_managed_instance_activations (
  id bigint NOT NULL,
  created_at timestamp,
  updated_at timestamp,
  activated_at timestamp,
  self_managed_instance_id bigint,
  cloud_activation_id bigint,
  subscription_id varchar,
  PRIMARY KEY (id)
);

CREATE TABLE temporary_extension_histories (
  billing_account_id bigint,
  license_id bigint,
  created_at timestamp,
  updated_at timestamp,
  request_date date,
  start_date date,
  end_date date,
  salesforce_opportunity_id varchar,
  subscription_id varchar,
  requester_email varchar,
  subscription_name varchar NOT NULL,
  reason text,
  PRIMARY KEY (subscription_name)
);

CREATE TABLE trial_histories (
  gl_namespace_id varchar NOT NULL,
  start_date timestamp,
  expired_on timestamp,
  created_at timestamp,
  updated_at timestamp,
  glm_source varchar,
  glm_content varchar,
  trial_entity varchar,
  trial_type integer,
  PRIMARY KEY (gl_namespace_id)
);

CREATE TABLE trials (
  id bigint NOT NULL,
  trial_account_id bigint,
  quantity integer,
  product_rate_plan_id varchar,
  subscription_name varchar,
  start_date date,
  end_date date,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE trial_accounts (
  id bigint NOT NULL,
  billing_account_id bigint,
  company varchar,
  name varchar,
  email varchar,
  created_at timestamp,
  updated_at timestamp,
  PRIMARY KEY (id)
);

CREATE TABLE version_associations (
  id bigint NOT NULL,
  version_id bigint,
  foreign_key_name varchar,
  foreign_key_id bigint,
  foreign_type varchar,
  PRIMARY KEY (id)
);

CREATE TABLE versions (
  id bigint NOT NULL,
  item_type varchar,
  item_id bigint,
  event varchar,
  whodunnit varchar,
  object text,
  created_at timestamp,
  transaction_id bigint,
  object_changes text,
  PRIMARY KEY (id)
);
