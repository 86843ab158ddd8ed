"""Lines from a pipe, and what is done while none come."""

from __future__ import annotations

import os
from contextlib import suppress

import pytest
from target_common.reading import patient_lines


@pytest.fixture
def pipe():
    read, write = os.pipe()
    yield read, write
    for end in (read, write):
        with suppress(OSError):  # the test may have closed it
            os.close(end)


def test_lines_are_whole_however_they_arrive(pipe):
    read, write = pipe
    pieces = iter([b'{"a": 1', b"}\n", b'{"b"', b': 2}\n{"c": 3}\n\n{"d"', b": 4}"])
    os.write(write, next(pieces))

    def next_piece():
        piece = next(pieces, None)
        if piece is None:
            os.close(write)
        else:
            os.write(write, piece)

    lines = list(patient_lines(read, next_piece, idle_seconds=0.01))
    assert lines == [b'{"a": 1}', b'{"b": 2}', b'{"c": 3}', b"", b'{"d": 4}']


def test_a_line_longer_than_a_pipe_holds_is_one_line(pipe, tmp_path):
    long = b"x" * 3_000_000
    (tmp_path / "messages").write_bytes(long + b"\n" + b"y\n")
    with (tmp_path / "messages").open("rb") as file:
        lines = list(patient_lines(file.fileno(), lambda: None))
    assert lines == [long, b"y"]


def test_silence_is_noticed_again_and_again(pipe):
    read, write = pipe
    rests = []

    def rest():
        rests.append(1)
        if len(rests) == 3:
            os.write(write, b"at last\n")
            os.close(write)

    assert list(patient_lines(read, rest, idle_seconds=0.01)) == [b"at last"]
    assert len(rests) == 3
