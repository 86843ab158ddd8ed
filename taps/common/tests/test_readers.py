"""Readers are bounded, and the first error ends them all, or those of its group alone."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace
from unittest.mock import MagicMock

import pytest
from tap_common.arrow_stream import ArrowStream
from tap_common.readers import Readers, StoppedError


def fail_after(barrier):
    barrier.wait()
    raise ValueError("the first")


def read_on(readers, barrier, stopped):
    """Read until another one's error ends it, and for five seconds at most."""
    barrier.wait()
    end = time.monotonic() + 5
    try:
        while time.monotonic() < end:
            readers.check()
            time.sleep(0.001)
    except StoppedError:
        stopped.append(True)
        raise


def test_the_first_error_is_raised_and_ends_the_others():
    readers, barrier, stopped = Readers(2), threading.Barrier(2), []
    work = [lambda: read_on(readers, barrier, stopped), lambda: fail_after(barrier)]
    with pytest.raises(ValueError, match="the first"):
        readers.each(lambda one: one(), work)
    assert stopped == [True]
    with pytest.raises(StoppedError), readers.one():
        pass


def test_a_groups_error_ends_the_group_alone():
    readers = Readers(2)
    group, barrier = readers.group(), threading.Barrier(2)
    with pytest.raises(ValueError, match="the first"):
        group.each(lambda _: fail_after(barrier), [1, 2])
    with pytest.raises(StoppedError):
        group.check()
    readers.check()
    readers.group().check()


def test_a_stream_that_starts_over_does_so_in_new_readers():
    """Those of its first attempt have been ended by its error; other streams read on meanwhile."""
    readers, sent, ended = Readers(2), [], []

    def send(attempt, _):
        sent.append(attempt)
        if attempt == 1:
            raise ValueError("the first")

    stream = SimpleNamespace(readers=readers, _send_part=ArrowStream._send_part, _end=lambda: ended.append(1))
    stream.parts, stream.read_again = MagicMock(side_effect=[[1, 1], [2, 2]]), MagicMock(return_value=True)
    ArrowStream._send_all(stream, send)
    assert sorted(sent)[-2:] == [2, 2]
    assert (ended, stream.parts.call_count) == ([1], 2)
    readers.check()
    stream.parts, stream.read_again = MagicMock(return_value=[1, 1]), MagicMock(return_value=False)
    with pytest.raises(ValueError, match="the first"):
        ArrowStream._send_all(stream, send)
    assert ended == [1]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_groups_share_the_limit(limit):
    readers, busy, most = Readers(limit), [], []

    def read(group):
        with group.one():
            busy.append(1)
            most.append(len(busy))
            time.sleep(0.01)
            busy.pop()

    def sync(_):
        group = readers.group()
        group.each(lambda _: read(group), range(4))

    readers.each(sync, range(4))
    assert len(most) == 16
    assert max(most) == limit
