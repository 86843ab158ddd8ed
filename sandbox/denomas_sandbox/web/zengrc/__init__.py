"""The stand-in of ZenGRC, API v2 (facts: zengrc B)."""

from __future__ import annotations

from denomas_sandbox.web.zengrc.stand_in import Zengrc, ZengrcSwitches

__all__ = ["Zengrc", "ZengrcSwitches"]
