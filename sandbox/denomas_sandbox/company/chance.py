"""Chance that can be asked again: numbers that depend on nothing but seed, kind and index."""

from __future__ import annotations

_MASK = (1 << 64) - 1


def mixed(seed: int, index: int) -> int:
    """Give 64 well-mixed bits for an index (splitmix64's finaliser)."""
    value = (seed * 0x9E3779B97F4A7C15 + index * 0xD1342543DE82EF95 + 0x632BE59BD9B4E019) & _MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    return value ^ (value >> 31)


def kind_seed(seed: int, kind: str) -> int:
    """Give the seed of one kind of thing, so that users and projects with the same index differ."""
    return mixed(seed, int.from_bytes(kind.encode()[:16].ljust(16, b"\0"), "big") & _MASK)
