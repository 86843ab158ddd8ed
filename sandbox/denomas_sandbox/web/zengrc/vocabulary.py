"""Words of ZenGRC: classes, statuses, what is mapped to what (facts: zengrc B.2, B.6)."""

from __future__ import annotations

CLASSES = {
    "assessments": "Assessment",
    "audits": "Audit",
    "controls": "Control",
    "issues": "Issue",
    "objectives": "Objective",
    "requests": "Request",
    "risks": "Risk",
    "programs": "Program",
    "vendors": "Vendor",
    "people": "Person",
    "systems": "System",
    "standards": "Standard",
    "sections": "Section",
    "tasks": "Task",
    "markets": "Market",
    "org_groups": "OrgGroup",
    "facilities": "Facility",
    "products": "Product",
    "data_assets": "DataAsset",
}
MAPPED = {
    "assessments": ("audits",),
    "audits": ("markets", "standards"),
    "controls": ("objectives",),
    "issues": ("audits", "controls", "programs", "standards"),
    "requests": ("controls", "issues", "programs"),
    "programs": ("assessments", "issues", "org_groups", "requests", "risks", "standards", "systems"),
    "vendors": ("data_assets", "facilities", "products", "systems", "tasks"),
}
STATUSES = {
    "assessments": ("Not Started", "In Progress", "In Review", "Completed", "Verified"),
    "audits": ("Planned", "In Progress", "Manager Review", "Ready for External Review", "Completed"),
    "controls": ("Draft", "Active", "Active", "Deprecated"),
    "issues": ("Draft", "Active", "Active", "Fixed", "Fixed and Verified", "Deprecated"),
    "requests": ("Open", "In Progress", "Completed"),
    "tasks": ("Assigned", "In Progress", "Finished"),
}
TITLES = ("Access review:", "Zugriffsprüfung “A”", "監査", "O'Brien & Co", "SOX 404", "Доступ")
