-- Once for a new account, by a person with ACCOUNTADMIN, in a worksheet. Everything else is `snowflake-account apply`,
-- which signs in as the user made here. Plain SQL, because nothing can sign in before it.

USE ROLE ACCOUNTADMIN;

-- Owns what `apply` makes. Not granted to SYSADMIN: whoever has it has the rights of all roles, the secret's too.
CREATE ROLE IF NOT EXISTS PLATFORM_ADMIN COMMENT = 'Owns databases, roles, warehouses and users; used by snowflake-account';
GRANT ROLE PLATFORM_ADMIN TO ROLE ACCOUNTADMIN;
GRANT CREATE DATABASE ON ACCOUNT TO ROLE PLATFORM_ADMIN;
GRANT CREATE ROLE ON ACCOUNT TO ROLE PLATFORM_ADMIN;
GRANT CREATE USER ON ACCOUNT TO ROLE PLATFORM_ADMIN;
GRANT CREATE WAREHOUSE ON ACCOUNT TO ROLE PLATFORM_ADMIN;
GRANT CREATE INTEGRATION ON ACCOUNT TO ROLE PLATFORM_ADMIN;
GRANT MANAGE GRANTS ON ACCOUNT TO ROLE PLATFORM_ADMIN;

-- Put the public key of the pair between the quotes, without its first and last line (docs/runbooks/snowflake.md).
CREATE USER IF NOT EXISTS PLATFORM_SERVICE
  TYPE = SERVICE
  DEFAULT_ROLE = PLATFORM_ADMIN
  RSA_PUBLIC_KEY = ''
  COMMENT = 'Plans and applies the account as code';
GRANT ROLE PLATFORM_ADMIN TO USER PLATFORM_SERVICE;

-- A brake on cost: only ACCOUNTADMIN may make one. 300 credits a month is a guess to start with.
CREATE RESOURCE MONITOR IF NOT EXISTS PLATFORM_MONTHLY WITH
  CREDIT_QUOTA = 300
  FREQUENCY = MONTHLY
  START_TIMESTAMP = IMMEDIATELY
  TRIGGERS ON 75 PERCENT DO NOTIFY ON 100 PERCENT DO SUSPEND;
ALTER ACCOUNT SET RESOURCE_MONITOR = PLATFORM_MONTHLY;
