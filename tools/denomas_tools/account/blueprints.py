"""The declaration in snowddl's words: one blueprint an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from snowddl.blueprint import (
    AbstractBlueprint,
    AccountObjectIdent,
    DatabaseBlueprint,
    DatabaseIdent,
    FileFormatBlueprint,
    Ident,
    PermissionModel,
    PermissionModelRuleset,
    RoleBlueprint,
    SchemaBlueprint,
    SchemaIdent,
    SchemaObjectIdent,
    SecretBlueprint,
    StageBlueprint,
    UserBlueprint,
    WarehouseBlueprint,
)
from snowddl.config import SnowDDLConfig

from denomas_tools.account import rights

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from denomas_tools.account.declaration import Account

# Schemas have the owner that is declared; snowddl's own roles for owners, writers and readers are not made.
_PLAIN_SCHEMAS = PermissionModel(ruleset=PermissionModelRuleset.DATABASE_OWNER)


class StorageIntegrationBlueprint(AbstractBlueprint):  # type: ignore[misc]
    """A storage integration, which snowddl grants but does not make."""

    full_name: AccountObjectIdent
    provider: str
    locations: list[str]
    role_arn: str | None = None


def configuration(account: Account, variables: Mapping[str, str]) -> SnowDDLConfig:
    """Give snowddl's configuration of an account.

    Args:
        account: the declaration.
        variables: of the environment; SNOWFLAKE_<USER>_PUBLIC_KEY are taken from here.
    """
    config = SnowDDLConfig()
    config.add_permission_model(SnowDDLConfig.DEFAULT_PERMISSION_MODEL, _PLAIN_SCHEMAS)
    for blueprint in (*_containers(account), *_contents(account), *_roles(account), *_users(account, variables)):
        config.add_blueprint(blueprint)
    return config


def _containers(account: Account) -> Iterator[AbstractBlueprint]:
    for name, warehouse in account.warehouses.items():
        yield WarehouseBlueprint(
            full_name=_of_account(name),
            type="STANDARD",
            size=warehouse.size,
            auto_suspend=warehouse.auto_suspend_seconds,
            warehouse_params={"STATEMENT_TIMEOUT_IN_SECONDS": warehouse.statement_timeout_seconds},
            comment=warehouse.comment,
        )
    for name, database in account.databases.items():
        yield DatabaseBlueprint(full_name=DatabaseIdent("", name), is_transient=False, comment=database.comment)
        for schema, (_, comment) in database.schemas.items():
            yield SchemaBlueprint(full_name=SchemaIdent("", name, schema), is_transient=False, comment=comment)
    for name, integration in account.integrations.items():
        yield StorageIntegrationBlueprint(
            full_name=_of_account(name),
            provider=integration.provider,
            locations=list(integration.locations),
            role_arn=integration.role_arn,
            comment=integration.comment,
        )


def _contents(account: Account) -> Iterator[AbstractBlueprint]:
    for name, file_format in account.file_formats.items():
        yield FileFormatBlueprint(full_name=_in_schema(name), type=file_format.type)
    for name, stage in account.stages.items():
        yield StageBlueprint(
            full_name=_in_schema(name),
            url=stage.url,
            storage_integration=Ident(stage.integration),
            file_format=_in_schema(stage.file_format) if stage.file_format else None,
        )
    for name, secret in account.secrets.items():
        yield SecretBlueprint(
            full_name=_in_schema(name), type="GENERIC_STRING", secret_string=secret.value, comment=secret.comment
        )


def _roles(account: Account) -> Iterator[RoleBlueprint]:
    for name, role in account.roles.items():
        yield RoleBlueprint(
            full_name=_of_account(name),
            comment=role.comment,
            depends_on={_of_account(one) for one in role.roles},
            grants=rights.on_what_is(account, name),
            future_grants=rights.on_what_comes(account, name),
        )


def _users(account: Account, variables: Mapping[str, str]) -> Iterator[UserBlueprint]:
    for name, user in account.users.items():
        yield UserBlueprint(
            full_name=_of_account(name),
            login_name=name,
            display_name=name,
            type="SERVICE",
            business_roles=[_of_account(user.role)],
            default_warehouse=_of_account(user.warehouse),
            rsa_public_key=variables.get(f"SNOWFLAKE_{name}_PUBLIC_KEY") or None,
            rsa_public_key_2=variables.get(f"SNOWFLAKE_{name}_PUBLIC_KEY_2") or None,
            comment=user.comment,
        )


def _of_account(name: str) -> AccountObjectIdent:
    return AccountObjectIdent("", name)


def _in_schema(name: str) -> SchemaObjectIdent:
    return SchemaObjectIdent("", *name.split("."))
