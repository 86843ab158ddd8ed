"""The help centre and the community: articles, posts, what people say of them (facts: zendesk A.7.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from denomas_sandbox.web.zendesk.account import lifetime
from denomas_sandbox.web.zendesk.texts import BODIES, SUBJECTS, html

if TYPE_CHECKING:
    from denomas_sandbox.web.zendesk.account import Account

# Nothing has more comments or votes than this.
MOST = 4


def topic(account: Account, number: int) -> dict[str, Any]:
    """Give a topic of the community."""
    key = account.id("topic", number)
    name = ("General", "Ideen", "製品", "Q&A", "Off-topic", "Старое")[number - 1]
    return {
        "id": key,
        "url": account.url(f"community/topics/{key}"),
        "html_url": f"https://{account.subdomain}.zendesk.com/hc/en-us/community/topics/{key}",
        "name": name,
        "description": None if number % 2 else "<p>ü</p>",
        "position": number,
        "follower_count": 3 * number,
        "community_id": account.id("category", 1),
        "user_segment_id": None,
        "manageable_by": "staff",
        **lifetime(account.life("topic", number)),
    }


def comment_count(number: int) -> int:
    """Give how many comments a post or an article has."""
    return number % (MOST + 1)


def vote_count(number: int) -> int:
    """Give how many votes a post or an article has."""
    return number // 2 % (MOST + 1)


def post(account: Account, number: int) -> dict[str, Any]:
    """Give a post of the community."""
    life, key = account.life("post", number), account.id("post", number)
    title = SUBJECTS[number % len(SUBJECTS)] or "(ohne Titel)"
    return {
        "id": key,
        "url": account.url(f"community/posts/{key}"),
        "html_url": f"https://{account.subdomain}.zendesk.com/hc/en-us/community/posts/{key}",
        "title": title,
        "details": html(BODIES[number % len(BODIES)]),
        "author_id": account.id("user", 1 + number % max(1, account.world.people)),
        "topic_id": account.id("topic", 1 + number % 6),
        "vote_sum": vote_count(number) - 1,
        "vote_count": vote_count(number),
        "comment_count": comment_count(number),
        "follower_count": number % 9,
        "pinned": number % 20 == 0,
        "featured": False,
        "closed": (number + life.revision) % 5 == 0,
        "status": ("none", "planned", "answered")[(number + life.revision) % 3],
        **lifetime(life),
    }


def article(account: Account, number: int) -> dict[str, Any]:
    """Give an article of the help centre."""
    life, key = account.life("article", number), account.id("article", number)
    title = f"{SUBJECTS[number % len(SUBJECTS)]} {number}"
    return {
        "id": key,
        "url": f"https://{account.subdomain}.zendesk.com/api/v2/help_center/en-us/articles/{key}.json",
        "html_url": f"https://{account.subdomain}.zendesk.com/hc/en-us/articles/{key}",
        "author_id": account.agent(number),
        "comments_disabled": False,
        "draft": number % 8 == 0,
        "promoted": number % 10 == 0,
        "position": 0,
        "vote_sum": vote_count(number),
        "vote_count": vote_count(number),
        "section_id": account.id("section", 1 + number % 4),
        "name": title,
        "title": title,
        "source_locale": "en-us",
        "locale": "en-us",
        "outdated": False,
        "outdated_locales": [],
        "edited_at": lifetime(life)["updated_at"],
        "user_segment_id": None,
        "permission_group_id": account.id("group", 1),
        "content_tag_ids": [],
        "label_names": ["größe", "ci"][: number % 3],
        "body": html(BODIES[number % len(BODIES)]) if number % 11 else None,
        **lifetime(life),
    }


def comment(account: Account, kind: str, parent: int, place: int) -> dict[str, Any]:
    """Give a comment on a post or an article."""
    key = account.id(f"{kind}_comment", parent * 10 + place)
    source = {"id": account.id(kind, parent), "type": kind.title()}
    own = {"post_id": source["id"]} if kind == "post" else {"source_id": source["id"], "source_type": source["type"]}
    return {
        "id": key,
        "url": account.url(f"{_home(kind)}/{source['id']}/comments/{key}"),
        "html_url": f"https://{account.subdomain}.zendesk.com/hc/comments/{key}",
        "body": html(BODIES[(parent + place) % len(BODIES)]),
        "author_id": account.id("user", 1 + (parent + place) % max(1, account.world.people)),
        **own,
        "vote_sum": 0,
        "vote_count": 0,
        "official": place == 0,
        "non_author_editor_id": None,
        **lifetime(account.life(kind, parent)),
    }


def vote(account: Account, kind: str, parent: int, place: int) -> dict[str, Any]:
    """Give a vote on a post or an article."""
    key = account.id("vote", (parent * 10 + place) * 2 + (kind == "post"))
    return {
        "id": key,
        "url": account.url(f"help_center/votes/{key}"),
        "user_id": account.id("user", 1 + (7 * parent + place) % max(1, account.world.people)),
        "value": -1 if place == 1 else 1,
        "item_id": account.id(kind, parent),
        "item_type": kind.title(),
        **lifetime(account.life(kind, parent)),
    }


def attachment(account: Account, parent: int, place: int) -> dict[str, Any]:
    """Give a file of an article."""
    key = account.id("article_attachment", parent * 10 + place)
    return {
        "id": key,
        "url": account.url(f"help_center/articles/attachments/{key}"),
        "article_id": account.id("article", parent),
        "file_name": "Übersicht.pdf",
        "content_url": f"https://files.example/hc/article_attachments/{key}",
        "content_type": "application/pdf",
        "size": 4_096,
        "inline": False,
        "display_file_name": "Übersicht.pdf",
        **lifetime(account.life("article", parent)),
    }


def category(account: Account, number: int) -> dict[str, Any]:
    """Give a category of the help centre."""
    return _shelf(account, "category", number, {})


def section(account: Account, number: int) -> dict[str, Any]:
    """Give a section of the help centre."""
    own = {
        "category_id": account.id("category", 1 + number % 2),
        "parent_section_id": None,
        "theme_template": "section",
    }
    return _shelf(account, "section", number, own)


def _shelf(account: Account, kind: str, number: int, own: dict[str, Any]) -> dict[str, Any]:
    plural = {"category": "categories", "section": "sections"}[kind]
    key = account.id(kind, number)
    return {
        "id": key,
        "url": account.url(f"help_center/{plural}/{key}"),
        "html_url": f"https://{account.subdomain}.zendesk.com/hc/en-us/{plural}/{key}",
        "position": number,
        "name": f"{kind.title()} {number} — ü",
        "description": "" if number % 2 else "für alle",
        "locale": "en-us",
        "source_locale": "en-us",
        "outdated": False,
        **own,
        **lifetime(account.life("topic", 1 + number % 6)),
    }


def _home(kind: str) -> str:
    return "community/posts" if kind == "post" else "help_center/articles"
