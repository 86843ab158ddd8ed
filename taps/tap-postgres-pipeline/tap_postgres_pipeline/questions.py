"""What a reading must know of a table before it begins; asked within the run's snapshot."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from tap_common.errors import MalformedAnswerError

from tap_postgres_pipeline.parts import quoted
from tap_postgres_pipeline.reading import KeyRange, split
from tap_postgres_pipeline.window import Window, before, open_window

if TYPE_CHECKING:
    import logging
    from datetime import timedelta

    from tap_postgres_pipeline.query import Query
    from tap_postgres_pipeline.snapshot import Snapshot


class Questions:
    """Asks the source about one table: as the manifest's query gives it, so that filters hold here, too."""

    def __init__(
        self, snapshot: Snapshot, query: Query, about: str, split_rows: int | None, logger: logging.LoggerAdapter[Any]
    ) -> None:
        """Take the table's query, how errors name it, and how many rows make a range worth a reader of its own."""
        self._snapshot = snapshot
        self._query = query
        self._about = about
        self._split_rows = split_rows
        self._logger = logger

    def window(
        self, bookmark: str | None, start: datetime | None, overlap: timedelta, whole: datetime | None
    ) -> Window | None:
        """Open a window from the bookmark to the newest row; None when there is no row.

        Args:
            bookmark: up to when the table was loaded.
            start: where it begins without a bookmark.
            overlap: how far before the bookmark it begins.
            whole: up to when the source has all its rows, if that is known.

        Raises:
            MalformedAnswerError: when that is before the window's beginning (facts: gitlab-platform 1.4).
        """
        begin = None if bookmark is None else before(bookmark, overlap)
        self.refuse_an_older_copy(bookmark, overlap, whole)
        newest = self.newest(whole)
        if newest is None:
            self._logger.info("%s: the table is empty", self._about)
            return None
        if begin is not None and newest < begin:
            self._logger.warning(
                "%s: the newest row is of %s, but rows up to %s were loaded already: newer ones were deleted, or the "
                "source is an older copy. The bookmark stays.",
                self._about,
                newest,
                bookmark,
            )
        return open_window(bookmark, newest, start, overlap)

    def refuse_an_older_copy(self, bookmark: str | None, overlap: timedelta, whole: datetime | None) -> None:
        """Look whether the source has all rows that were loaded from it, but for an overlap.

        Raises:
            MalformedAnswerError: when it is whole only up to an earlier time.
        """
        if bookmark is not None and whole is not None and whole < before(bookmark, overlap):
            raise MalformedAnswerError(
                f"{self._about}: the source is whole up to {whole}, but was loaded up to {bookmark} already. Its clock "
                "or its copy went back: restore a newer copy, then run again."
            )

    def newest(self, whole: datetime | None) -> datetime | None:
        """Give the newest watermark that is a moment of the calendar, not in the future and not later than `whole`."""
        newest, largest = self._snapshot.ask(self._query.newest(), self._about)
        if largest is not None and largest != newest:
            self._logger.warning(
                "%s: rows up to %s lie in the future; a window reads them once their time has come",
                self._about,
                largest,
            )
        if newest is None:
            return None
        moment = datetime.fromisoformat(newest)
        return min(moment, whole or moment)

    def ranges(self, key: str, after: int | None = None) -> list[KeyRange]:
        """Give the ranges of keys that a reading in the order of the key goes by; the largest key is fixed here.

        Raises:
            MalformedAnswerError: when rows have no key.
        """
        self.refuse_rows_without(key)
        first, last = self._extent(key, after)
        return [] if first is None or last is None else split(first, last, self._part_count(), after)

    def last_key(self, key: str, known: int | None) -> int | None:
        """Give the largest key, but none above the one that was known: keys that came since belong to the next run.

        It may be smaller, in a source that is an older copy by now: a bookmark at keys that it lacks would lose them.
        """
        _, last = self._extent(key)
        return last if last is None or known is None else min(last, known)

    def copy_ranges(self, key: str, *, orderable: bool) -> list[KeyRange]:
        """Give the ranges of a full copy, open at both ends: one, unless the table is large."""
        parts = self._part_count() if orderable else 1
        first, last = self._extent(key) if parts > 1 else (None, None)
        if first is None or last is None:
            return [KeyRange()]
        ranges = split(first, last, parts)
        ranges[-1].to = None
        return ranges

    def _extent(self, key: str, after: int | None = None) -> tuple[int | None, int | None]:
        """Give the smallest and the largest key; as two scalar queries, for an index answers those."""
        column, source = quoted(key), f"({self._query.base()}) AS source"
        rest = "" if after is None else f" WHERE {column} > {after}"
        first, last = self._snapshot.ask(
            f"SELECT (SELECT min({column}) FROM {source}{rest}), (SELECT max({column}) FROM {source}{rest})",
            self._about,
        )
        return first, last

    def _part_count(self) -> int:
        if self._split_rows is None:
            return 1
        (plan,) = self._snapshot.ask(f"EXPLAIN (FORMAT JSON) {self._query.base()}", self._about)
        return max(1, -(-int(plan[0]["Plan"]["Plan Rows"]) // self._split_rows))

    def refuse_rows_without(self, key: str) -> None:
        """Look for rows that a reading by key would pass over.

        Raises:
            MalformedAnswerError: when there are such rows.
        """
        (found,) = self._snapshot.ask(
            f"SELECT EXISTS (SELECT FROM ({self._query.base()}) AS source WHERE {quoted(key)} IS NULL)", self._about
        )
        if found:
            raise MalformedAnswerError(
                f"{self._about}: rows have no value in {key}, the export_table_primary_key. Name the true key in the "
                "manifest, or leave such rows out by additional_filtering."
            )
