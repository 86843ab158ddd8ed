"""Custom attributes, by the tenant's own ids (facts: zengrc B.5 and the examples under B.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from denomas_sandbox.company.lives import Life

_TEXT, _NUMBER, _BOOL, _DATE, _URL = "text", "number", "bool", "date", "url"
_ATTRIBUTES: dict[str, tuple[tuple[int, str, str], ...]] = {
    "assessments": (
        (141, "Annualized population size", _NUMBER),
        (104, "Test of design results", _TEXT),
        (105, "Operating effectiveness results", _TEXT),
        (113, "Control owner", _TEXT),
        (118, "System level", _TEXT),
        (128, "Total hours", _NUMBER),
    ),
    "audits": (
        (66, "Category", _TEXT),
        (212, "Completion date", _DATE),
        (149, "Inherent risk", _TEXT),
        (150, "Residual risk", _TEXT),
    ),
    "controls": ((116, "Level", _TEXT), (186, "Type", _TEXT), (12, "Weighting", _NUMBER)),
    "issues": (
        (142, "Likelihood", _NUMBER),
        (143, "Impact", _NUMBER),
        (153, "Issue URL", _URL),
        (111, "Risk rating", _TEXT),
        (207, "Is it known?", _BOOL),
    ),
    "requests": (
        (68, "Audit period", _TEXT),
        (70, "External audit", _BOOL),
        (209, "ARR impact", _NUMBER),
        (60, "Issue URL", _URL),
    ),
    "risks": (
        (46, "Risk owner", _TEXT),
        (74, "Tier", _TEXT),
        (79, "Date identified", _DATE),
        (159, "Treatment option", _TEXT),
    ),
    "vendors": (
        (103, "Vendor type", _TEXT),
        (229, "Criticality tier", _TEXT),
        (269, "Residual risk", _TEXT),
        (76, "Inherent risk", _TEXT),
    ),
    "objectives": ((3, "Área", _TEXT), (219, "Owner's “note”", _TEXT)),
}
_WORDS = ("High", "Medium", "Low", "N/A", "Ünklar, see wiki", "", "FY26-Q1")


def custom_attributes(collection: str, life: Life) -> dict[str, dict[str, Any]]:
    """Give a thing's attributes: a map from the attribute's id, as text, to id, title and value."""
    return {
        str(number): {"id": number, "title": title, "value": _value(kind, life, life.chance >> 3 * place)}
        for place, (number, title, kind) in enumerate(_ATTRIBUTES.get(collection, ()))
    }


def _value(kind: str, life: Life, chance: int) -> Any:
    if chance % 9 == 0:
        return None
    match kind:
        case "number":
            return (chance % 1_000) + life.revision if chance % 2 else (chance % 1_000) / 8
        case "bool":
            return chance % 4 < 2  # noqa: PLR2004
        case "date":
            return str(life.made.date())
        case "url":
            return f"https://gitlab.com/gitlab-com/gl-security/-/issues/{1 + chance % 500}"
    return _WORDS[(chance + life.revision) % len(_WORDS)]
