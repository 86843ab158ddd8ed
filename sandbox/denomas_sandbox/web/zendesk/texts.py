"""What people write: short, in several languages, with what breaks naive loaders in it."""

from __future__ import annotations

SUBJECTS = (
    "Login fails after upgrade",
    "Runner läuft nicht — “stuck”",
    "パイプラインが遅い",
    "Не приходит письмо",  # noqa: RUF001
    "Re: Fwd: invoice #4711; paid? \\o/",
    "CI\tminutes",
    "🚀 feature request",
    "O'Brien's \"quoted\" problem",
    "",
    "NULL",
    "ÄÖÜ ß ﬁ ½",
)
BODIES = (
    "Hello,\n\nit does not work.\r\n\r\nThanks",
    "Grüße aus Zürich — siehe Anhang.\n> quoted\n",
    "お世話になっております。\n",
    "<b>not html</b> & 'quotes' \"double\" \\ backslash",
    "👍🏽 done, see https://docs.example/ü?a=1&b=2#c",
    "שלום, it is still broken\n\n\n--\nsent from my phone",
)
TAGS = ("ci", "billing", "größe", "日本", "vip", "sla_gold", "bug::regression", "self-managed", "gitlab_com")
REASONS = ("No reason provided", "The issue took too long to resolve", "Das Problem wurde nicht gelöst")


def html(text: str) -> str:
    """Write a body as Zendesk shows it."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").strip()
    return '<div class="zd-comment" dir="auto"><p>' + escaped.replace("\n", "<br>") + "</p></div>"
