"""The stand-in of Thought Industries, known as Level Up (facts: thought-industries C)."""

from __future__ import annotations

from denomas_sandbox.web.thought_industries.stand_in import ThoughtIndustries, ThoughtIndustriesSwitches

__all__ = ["ThoughtIndustries", "ThoughtIndustriesSwitches"]
