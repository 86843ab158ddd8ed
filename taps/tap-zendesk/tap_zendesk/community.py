"""Help center and community: articles, topics, posts, and what people say and vote below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from typing_extensions import override

from tap_zendesk.children import ListChild, Parent
from tap_zendesk.cursor_pages import CursorList
from tap_zendesk.filtered_list import FilteredList
from tap_zendesk.limits import HELP_CENTER
from tap_zendesk.schemas import dated
from tap_zendesk.time_export import TimeExport

if TYPE_CHECKING:
    from collections.abc import Iterable

    from singer_sdk.helpers.types import Context, Record


class Topics(CursorList):
    """Topics of the community."""

    name, path, records_key = "topics", "/community/topics.json", "topics"
    bucket = HELP_CENTER
    schema: ClassVar[dict[str, Any]] = dated(text="name description html_url", integer="position follower_count")


class Posts(FilteredList, Parent):
    """Posts of the community."""

    name, path, records_key = "posts", "/community/posts.json", "posts"
    bucket = HELP_CENTER
    schema: ClassVar[dict[str, Any]] = dated(
        text="title details html_url status",
        integer="author_id topic_id vote_sum vote_count comment_count follower_count",
        flag="pinned featured closed",
    )

    @override
    def get_url_params(self, context: Context | None, next_page_token: Any) -> dict[str, Any]:
        return {"start_time": self.since, **super().get_url_params(context, next_page_token)}

    @override
    def generate_child_contexts(self, record: Record, context: Context | None) -> Iterable[Context | None]:
        yield below("post_id", record)


class Articles(TimeExport, Parent):
    """Articles of the help center."""

    name, path, records_key = "articles", "/help_center/incremental/articles.json", "articles"
    replication_key = "updated_at"
    bucket = HELP_CENTER
    schema: ClassVar[dict[str, Any]] = dated(
        text="html_url title name body locale source_locale",
        integer="author_id section_id position vote_sum vote_count user_segment_id permission_group_id",
        flag="comments_disabled draft promoted outdated",
        items="outdated_locales label_names",
        moment="edited_at",
    )

    @override
    def generate_child_contexts(self, record: Record, context: Context | None) -> Iterable[Context | None]:
        yield below("article_id", record)


def below(key: str, record: Record) -> dict[str, Any]:
    """Give what a list below a row needs to know: the row's id, and how many there are."""
    return {key: record["id"], **{name: record.get(name) for name in ("comment_count", "vote_count")}}


class CommunityList(ListChild):
    """A list below a post, an article or a comment: nothing is asked where the count is known to be 0."""

    bucket = HELP_CENTER
    count_key: ClassVar[str] = ""

    @override
    def rows_of(self, context: Context) -> Iterable[dict[str, Any]]:
        return [] if context.get(self.count_key) == 0 else super().rows_of(context)


_VOTE = {"integer": "user_id value item_id", "text": "item_type"}
_COMMENT = {"integer": "author_id vote_sum vote_count", "text": "body html_url"}


class PostComments(CommunityList):
    """Comments on posts."""

    name, path, records_key = "post_comments", "/community/posts/{post_id}/comments.json", "comments"
    parent_stream_type, parent_keys, count_key = Posts, ("post_id",), "comment_count"
    schema: ClassVar[dict[str, Any]] = dated(text=_COMMENT["text"], integer=f"post_id {_COMMENT['integer']}")

    @override
    def child_context(self, record: dict[str, Any], context: Context) -> dict[str, Any]:
        return {"post_id": record["post_id"], **below("comment_id", record)}


class PostVotes(CommunityList):
    """Votes on posts."""

    name, path, records_key = "post_votes", "/community/posts/{post_id}/votes.json", "votes"
    parent_stream_type, parent_keys, count_key = Posts, ("post_id",), "vote_count"
    schema: ClassVar[dict[str, Any]] = dated(text=_VOTE["text"], integer=f"post_id {_VOTE['integer']}")


class PostCommentVotes(CommunityList):
    """Votes on comments of posts."""

    name, records_key = "post_comment_votes", "votes"
    path = "/community/posts/{post_id}/comments/{comment_id}/votes.json"
    parent_stream_type, parent_keys, count_key = PostComments, ("post_id", "comment_id"), "vote_count"
    schema: ClassVar[dict[str, Any]] = dated(text=_VOTE["text"], integer=f"post_id comment_id {_VOTE['integer']}")


class ArticleComments(CommunityList):
    """Comments on articles."""

    name, path, records_key = "article_comments", "/help_center/articles/{article_id}/comments.json", "comments"
    parent_stream_type, parent_keys = Articles, ("article_id",)
    schema: ClassVar[dict[str, Any]] = dated(text=_COMMENT["text"], integer=f"article_id {_COMMENT['integer']}")

    @override
    def child_context(self, record: dict[str, Any], context: Context) -> dict[str, Any]:
        return {"article_id": record["article_id"], **below("comment_id", record)}


class ArticleVotes(CommunityList):
    """Votes on articles."""

    name, path, records_key = "article_votes", "/help_center/articles/{article_id}/votes.json", "votes"
    parent_stream_type, parent_keys, count_key = Articles, ("article_id",), "vote_count"
    schema: ClassVar[dict[str, Any]] = dated(text=_VOTE["text"], integer=f"article_id {_VOTE['integer']}")


class ArticleCommentVotes(CommunityList):
    """Votes on comments of articles."""

    name, records_key = "article_comment_votes", "votes"
    path = "/help_center/articles/{article_id}/comments/{comment_id}/votes.json"
    parent_stream_type, parent_keys, count_key = ArticleComments, ("article_id", "comment_id"), "vote_count"
    schema: ClassVar[dict[str, Any]] = dated(text=_VOTE["text"], integer=f"article_id comment_id {_VOTE['integer']}")


class ArticleAttachments(CommunityList):
    """Files of articles; addresses of their content may be elsewhere and are not read."""

    name, records_key = "article_attachments", "article_attachments"
    path = "/help_center/articles/{article_id}/attachments.json"
    parent_stream_type, parent_keys = Articles, ("article_id",)
    schema: ClassVar[dict[str, Any]] = dated(
        text="file_name content_type content_url", integer="article_id size", flag="inline"
    )


class Categories(CursorList):
    """Categories of the help center."""

    name, path, records_key = "categories", "/help_center/categories.json", "categories"
    bucket = HELP_CENTER
    schema: ClassVar[dict[str, Any]] = dated(
        text="name description html_url locale source_locale", integer="position", flag="outdated"
    )


class Sections(CursorList):
    """Sections of categories."""

    name, path, records_key = "sections", "/help_center/sections.json", "sections"
    bucket = HELP_CENTER
    schema: ClassVar[dict[str, Any]] = dated(
        text="name description html_url locale source_locale", integer="position category_id", flag="outdated"
    )
