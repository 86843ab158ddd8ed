"""How what is declared is compared with what is there: snowddl's resolvers, with the names and manners of this account.

Nothing that holds data is ever dropped. What the account has and the declaration lacks is reported, and left.
"""

from __future__ import annotations

from typing import Any

from snowddl.blueprint import (
    AccountObjectIdent,
    FileFormatBlueprint,
    Grant,
    ObjectType,
    RoleBlueprint,
    SecretBlueprint,
    StageBlueprint,
    UserBlueprint,
)
from snowddl.resolver import (
    DatabaseResolver,
    FileFormatResolver,
    SchemaResolver,
    SecretResolver,
    StageResolver,
    UserResolver,
    WarehouseResolver,
)
from snowddl.resolver.abc_resolver import AbstractResolver, ResolveResult
from snowddl.resolver.abc_role_resolver import AbstractRoleResolver
from typing_extensions import override

from denomas_tools.account.blueprints import StorageIntegrationBlueprint

# Rights on these are held by declared roles only as declared. Rights on single tables belong to who makes them: dbt
# grants its models, and a target owns its tables.
_GOVERNED = {
    ObjectType.DATABASE,
    ObjectType.SCHEMA,
    ObjectType.WAREHOUSE,
    ObjectType.INTEGRATION,
    ObjectType.ROLE,
}
_IN_SCHEMAS = (FileFormatBlueprint, StageBlueprint, SecretBlueprint)
# Snowflake makes it in every database.
_PUBLIC = "PUBLIC"


class _Keeping(AbstractResolver):  # type: ignore[misc]
    """Reports what is not declared instead of dropping it.

    Attributes:
        undeclared: names of objects that the account has and the declaration lacks.
    """

    undeclared: tuple[str, ...] = ()

    @override
    def _resolve_drop(self) -> None:
        there = set(self.existing_objects) - set(self.blueprints)
        self.undeclared = tuple(sorted(name for name in there if name.rpartition(".")[2] != _PUBLIC))


class Warehouses(_Keeping, WarehouseResolver):  # type: ignore[misc]
    """Warehouses."""


class Databases(_Keeping, DatabaseResolver):  # type: ignore[misc]
    """Databases."""


class Schemas(_Keeping, SchemaResolver):  # type: ignore[misc]
    """Schemas."""


class FileFormats(_Keeping, FileFormatResolver):  # type: ignore[misc]
    """Named file formats."""


class Stages(_Keeping, StageResolver):  # type: ignore[misc]
    """External stages."""


class Secrets(_Keeping, SecretResolver):  # type: ignore[misc]
    """Secrets."""


class StorageIntegrations(_Keeping):
    """Storage integrations. They are altered, never replaced: a new one would have another identity at the provider."""

    @override
    def get_object_type(self) -> ObjectType:
        return ObjectType.INTEGRATION

    @override
    def get_blueprints(self) -> dict[str, StorageIntegrationBlueprint]:
        blueprints: dict[str, StorageIntegrationBlueprint] = self.config.get_blueprints_by_type(
            StorageIntegrationBlueprint
        )
        return blueprints

    @override
    def get_existing_objects(self) -> dict[str, dict[str, Any]]:
        return {
            row["name"]: {"name": row["name"], "comment": row["comment"] or None}
            for row in self.engine.execute_meta("SHOW STORAGE INTEGRATIONS")
        }

    @override
    def create_object(self, bp: StorageIntegrationBlueprint) -> ResolveResult:
        query = self.engine.query_builder()
        query.append("CREATE STORAGE INTEGRATION {name:i}", {"name": bp.full_name})
        query.append_nl("TYPE = EXTERNAL_STAGE")
        query.append_nl("STORAGE_PROVIDER = {provider}", {"provider": bp.provider})
        if bp.role_arn:
            query.append_nl("STORAGE_AWS_ROLE_ARN = {arn}", {"arn": bp.role_arn})
        query.append_nl("ENABLED = TRUE")
        query.append_nl("STORAGE_ALLOWED_LOCATIONS = ({locations})", {"locations": bp.locations})
        query.append_nl("COMMENT = {comment}", {"comment": bp.comment})
        self.engine.execute_safe_ddl(query)
        return ResolveResult.CREATE

    @override
    def compare_object(self, bp: StorageIntegrationBlueprint, row: dict[str, Any]) -> ResolveResult:
        described = self.engine.execute_meta("DESC INTEGRATION {name:i}", {"name": bp.full_name})
        there = {line["property"]: line["property_value"] for line in described}
        query = self.engine.query_builder()
        query.append("ALTER STORAGE INTEGRATION {name:i} SET", {"name": bp.full_name})
        if bp.role_arn and there["STORAGE_AWS_ROLE_ARN"] != bp.role_arn:
            query.append_nl("STORAGE_AWS_ROLE_ARN = {arn}", {"arn": bp.role_arn})
        if there["ENABLED"] != "true":
            query.append_nl("ENABLED = TRUE")
        if sorted(there["STORAGE_ALLOWED_LOCATIONS"].split(",")) != sorted(bp.locations):
            query.append_nl("STORAGE_ALLOWED_LOCATIONS = ({locations})", {"locations": bp.locations})
        if bp.comment != row["comment"]:
            query.append_nl("COMMENT = {comment}", {"comment": bp.comment})
        if query.fragment_count() == 1:
            return ResolveResult.NOCHANGE
        self.engine.execute_safe_ddl(query)
        return ResolveResult.ALTER

    @override
    def drop_object(self, row: dict[str, Any]) -> None:
        raise NotImplementedError


class Roles(_Keeping, AbstractRoleResolver):  # type: ignore[misc]
    """Roles under the names that people know; snowddl's own would be called LOADER__B_ROLE."""

    @override
    def get_role_suffix(self) -> str:
        return ""

    @override
    def get_blueprints(self) -> dict[str, RoleBlueprint]:
        blueprints: dict[str, RoleBlueprint] = self.config.get_blueprints_by_type(RoleBlueprint)
        return blueprints

    @override
    def get_existing_objects(self) -> dict[str, dict[str, Any]]:
        roles = {}
        for row in self.engine.execute_meta("SHOW ROLES"):
            if row["name"] in self.blueprints:
                _, grants, account_grants, future_grants = self.get_existing_role_grants(row["name"])
                roles[row["name"]] = {
                    "role_name": row["name"],
                    "comment": row["comment"] or None,
                    "grants": [grant for grant in grants if self._is_governed(row["name"], grant)],
                    "account_grants": account_grants,
                    "future_grants": future_grants,
                }
            elif row["owner"] == self.engine.context.current_role:
                roles[row["name"]] = {}
        return roles

    def _is_governed(self, role: str, grant: Grant) -> bool:
        if grant.privilege == "OWNERSHIP":
            # It is given to the declared owner and cannot be taken away from another.
            return grant in self.blueprints[role].grants
        declared = {name for kind in _IN_SCHEMAS for name in self.config.get_blueprints_by_type(kind)}
        return grant.on in _GOVERNED or str(grant.name) in declared

    @override
    def create_grant(self, role_name: AccountObjectIdent, grant: Grant) -> None:
        if grant.privilege != "OWNERSHIP":
            super().create_grant(role_name, grant)
            return
        # Without COPY CURRENT GRANTS it is refused as soon as anybody else has a right on the object.
        self.engine.execute_safe_ddl(
            "GRANT OWNERSHIP ON {on:r} {name:i} TO ROLE {role:i} COPY CURRENT GRANTS",
            {"on": grant.on.singular_for_grant, "name": grant.name, "role": role_name},
        )


class Users(_Keeping, UserResolver):  # type: ignore[misc]
    """Users of services, whose default role is the declared one instead of a role a user."""

    @override
    def _get_user_role_ident(self, bp: UserBlueprint) -> AccountObjectIdent:
        return bp.business_roles[0]

    @override
    def _compare_public_keys(self, bp: UserBlueprint, row: dict[str, Any]) -> bool:
        # Keys that are not given are managed by somebody else; snowddl would remove them.
        return bool(bp.rsa_public_key or bp.rsa_public_key_2) and bool(super()._compare_public_keys(bp, row))


# In the order in which they need one another.
SEQUENCE = (
    Warehouses,
    Databases,
    Schemas,
    StorageIntegrations,
    FileFormats,
    Secrets,
    Stages,
    Roles,
    Users,
)
