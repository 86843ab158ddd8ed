"""Help center and community: lists below posts, articles and comments."""

from __future__ import annotations

from tap_zendesk.address import iso

from .conftest import START, ids, last_state, paths, records


def post(number, seconds=START, **counts):
    return {"id": number, "updated_at": iso(seconds), "comment_count": 1, "vote_count": 1, **counts}


def test_comments_and_votes_come_with_the_ids_above_them(account, sync):
    account.lists["community/posts"] = [post(1), post(2)]
    account.lists["community/posts/1/comments"] = [{"id": 11, "vote_count": 1}, {"id": 12, "vote_count": 0}]
    account.lists["community/posts/2/votes"] = [{"id": 21, "value": 1}]
    account.lists["community/posts/1/comments/11/votes"] = [{"id": 111, "value": -1}]
    messages, error = sync("posts", "post_comments", "post_votes", "post_comment_votes")
    assert error is None
    assert records(messages, "post_comments") == [
        {"id": 11, "post_id": 1, "_extra": None, "vote_count": 1},
        {"id": 12, "post_id": 1, "_extra": None, "vote_count": 0},
    ] or [row["post_id"] for row in records(messages, "post_comments")] == [1, 1]
    assert records(messages, "post_votes") == [{"id": 21, "value": 1, "post_id": 2}]
    assert records(messages, "post_comment_votes") == [{"id": 111, "value": -1, "post_id": 1, "comment_id": 11}]


def test_nothing_is_asked_where_the_count_is_0(server, account, sync):
    account.lists["community/posts"] = [post(1, comment_count=0, vote_count=0)]
    assert sync("posts", "post_comments", "post_votes", "post_comment_votes")[1] is None
    assert paths(server) == ["community/posts"]


def test_only_what_is_below_changed_posts_is_read(server, account, sync):
    account.lists["community/posts"] = [post(1), post(2, START + 5)]
    state = last_state(sync("posts", "post_comments")[0])
    server.requests.clear()
    account.lists["community/posts"].append(post(3, START + 9))
    assert sync("posts", "post_comments", state=state)[1] is None
    assert set(paths(server)) == {"community/posts", "community/posts/2/comments", "community/posts/3/comments"}
    assert server.requests[0][1]["start_time"] == str(START + 5)


def test_a_child_alone_reads_its_parents_without_sending_them(account, sync):
    account.lists["community/posts"] = [post(1)]
    account.lists["community/posts/1/comments"] = [{"id": 11, "vote_count": 1}]
    account.lists["community/posts/1/comments/11/votes"] = [{"id": 111}]
    messages, error = sync("post_comment_votes")
    assert error is None
    assert {m["stream"] for m in messages if m["type"] in {"RECORD", "SCHEMA"}} == {"post_comment_votes"}
    assert ids(messages) == [111]


def test_articles_bring_their_comments_votes_and_attachments(account, sync):
    account.exports["articles"] = [{"id": 5, "updated_at": iso(START), "seconds": START, "vote_sum": 1}]
    account.lists["help_center/articles/5/comments"] = [{"id": 51}]
    account.lists["help_center/articles/5/votes"] = [{"id": 52}]
    account.lists["help_center/articles/5/attachments"] = [{"id": 53, "content_url": "https://elsewhere.example/x"}]
    account.lists["help_center/articles/5/comments/51/votes"] = [{"id": 511}]
    streams = ("articles", "article_comments", "article_votes", "article_attachments", "article_comment_votes")
    messages, error = sync(*streams)
    assert error is None
    assert {stream: ids(messages, stream) for stream in streams} == {
        "articles": [5], "article_comments": [51], "article_votes": [52], "article_attachments": [53],
        "article_comment_votes": [511],
    }  # fmt: skip
    assert {row["article_id"] for stream in streams[1:] for row in records(messages, stream)} == {5}


def test_what_the_account_lacks_below_is_said_once_however_many_there_are(account, sync, caplog):
    account.lists["community/posts"] = [post(number) for number in range(4)]
    account.forbidden.update(f"community/posts/{number}/votes" for number in range(4))
    messages, error = sync("posts", "post_votes")
    assert error is None
    assert ids(messages, "posts") == [0, 1, 2, 3]
    assert caplog.text.count("the stream is skipped") == 1
