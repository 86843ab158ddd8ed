"""Snowflake's own error numbers, as the real connector and its documentation know them."""

from __future__ import annotations


class SnowflakeError(Exception):
    """An error that the account answers with.

    Attributes:
        code: Snowflake's error number, six digits.
        sql_state: the five characters of the SQL standard.
    """

    def __init__(self, code: str, sql_state: str, message: str) -> None:
        """Take the number, the state and the message."""
        super().__init__(message)
        self.code = code
        self.sql_state = sql_state
        self.message = message


def wrong_credentials() -> SnowflakeError:
    """Give the refusal of a user or password that the account does not know."""
    return SnowflakeError("390100", "08001", "Incorrect username or password was specified.")


def wrong_token(reason: str) -> SnowflakeError:
    """Give the refusal of a key pair's token; the reason is a word such as JWT_TOKEN_INVALID_SIGNATURE."""
    return SnowflakeError("390144", "08001", f"JWT token is invalid. [{reason}]")


def user_disabled() -> SnowflakeError:
    """Give the refusal of a user that was switched off."""
    return SnowflakeError("390101", "08001", "User access disabled. Contact your local system administrator.")


def wrong_role(role: str) -> SnowflakeError:
    """Give the refusal of a sign-in with a role that does not exist."""
    return SnowflakeError(
        "390189",
        "08001",
        f"Role '{role}' specified in the connect string does not exist or not authorized. Contact your local system "
        "administrator, or attempt to login with another role, e.g. PUBLIC.",
    )


def session_gone() -> SnowflakeError:
    """Give the answer to a token that belongs to no session."""
    return SnowflakeError("390104", "08001", "User must login again to access the service.")


def session_expired() -> SnowflakeError:
    """Give the answer upon which the connector renews its session."""
    return SnowflakeError("390112", "08001", "Session token expired. Please renew the session.")


def master_token_expired() -> SnowflakeError:
    """Give the answer upon which the connector has to sign in anew."""
    return SnowflakeError("390114", "08001", "Authentication token has expired. The user must authenticate again.")


def compilation(message: str, code: str = "001003", sql_state: str = "42000") -> SnowflakeError:
    """Give an error of a statement's text."""
    return SnowflakeError(code, sql_state, f"SQL compilation error:\n{message}")


def does_not_exist(kind: str, name: str) -> SnowflakeError:
    """Give the answer to the name of nothing."""
    return compilation(f"{kind} '{name}' does not exist or not authorized.", "002003", "02000")


def already_exists(name: str) -> SnowflakeError:
    """Give the answer to a name that is taken."""
    return compilation(f"Object '{name}' already exists.", "002002", "42710")


def exists_without_rights(kind: str, name: str) -> SnowflakeError:
    """Give the answer to a name that is taken by something that the role has no right on."""
    return compilation(
        f"{kind} '{name}' already exists, but current role has no privileges on it. If this is unexpected and you "
        "cannot resolve this problem, contact your system administrator. ACCOUNTADMIN role may be required to manage "
        "the privileges on the object.",
        "003041",
        "42710",
    )


def lacking(what: str) -> SnowflakeError:
    """Give the answer to what Snowflake can do and the emulated account cannot."""
    return SnowflakeError("009999", "0A000", f"The emulated account cannot do this: {what}")


def unreachable_bucket(url: str) -> SnowflakeError:
    """Give the answer to files in a bucket that does not exist, or that no folder stands for."""
    return SnowflakeError(
        "091003",
        "55000",
        f"Failure using stage area. Cause: [The specified bucket does not exist or cannot be reached: {url}]",
    )


def too_large(size: int, file: str, column: str) -> SnowflakeError:
    """Give the answer to a text that no column can hold."""
    return SnowflakeError(
        "100082",
        "22000",
        f"Max LOB size (16777216) exceeded, actual size of parsed column is {size}\n  File '{file}', column {column}",
    )


def no_privileges(what: str) -> SnowflakeError:
    """Give the answer to a role that may not do what it wants to."""
    return SnowflakeError("003001", "42501", f"SQL access control error:\nInsufficient privileges to operate on {what}")


def locked(query_id: str) -> SnowflakeError:
    """Give the answer to a statement that waited too long for another transaction."""
    return SnowflakeError(
        "000625",
        "57014",
        "A statement of another transaction has locked the table and this lock has not yet been released.\n"
        f"Your statement '{query_id}' was aborted because the lock was not released in time.",
    )


def timed_out(seconds: int = 3600) -> SnowflakeError:
    """Give the answer to a statement that ran too long."""
    return SnowflakeError(
        "000630",
        "57014",
        f"Statement reached its statement or warehouse timeout of {seconds} second(s) and was canceled.",
    )


def warehouse_suspended(warehouse: str) -> SnowflakeError:
    """Give the answer to a statement whose warehouse may not be resumed."""
    return SnowflakeError(
        "090073",
        "22000",
        f"Warehouse '{warehouse}' cannot be resumed because resource monitor 'DAILY' has exceeded its quota.",
    )


def no_warehouse() -> SnowflakeError:
    """Give the answer to a statement in a session without a warehouse."""
    return SnowflakeError(
        "000606",
        "57P03",
        "No active warehouse selected in the current session.  Select an active warehouse with the 'use warehouse' "
        "command.",
    )


def statement_count(found: int, wanted: int) -> SnowflakeError:
    """Give the refusal of several statements in one request."""
    return SnowflakeError(
        "000008",
        "0A000",
        f"Actual statement count {found} did not match the desired statement count {wanted}.",
    )


def no_result(query_id: str) -> SnowflakeError:
    """Give the answer to the number of a query that is not known any more."""
    return SnowflakeError("000709", "02000", f"Statement {query_id} not found")


def wrong_oauth_token() -> SnowflakeError:
    """Give the refusal of an OAuth access token."""
    return SnowflakeError("390303", "08001", "Invalid OAuth access token.")


def internal(incident: str) -> SnowflakeError:
    """Give the answer of a fault in the account itself, which the connector does not retry."""
    return SnowflakeError(
        "000603",
        "XX000",
        f"SQL execution internal error:\nProcessing aborted by error 300010:{incident}; incident {incident}.",
    )
