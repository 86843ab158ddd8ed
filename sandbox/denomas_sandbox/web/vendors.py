"""Which vendors there are: one line each. The name is the vendor's path and its name on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from denomas_sandbox.web.thought_industries import ThoughtIndustries
from denomas_sandbox.web.zendesk import Zendesk
from denomas_sandbox.web.zengrc import Zengrc

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from denomas_sandbox.web.settings import Settings
    from denomas_sandbox.web.stand_in import StandIn

VENDORS: Mapping[str, Callable[[str, Settings], StandIn]] = {
    "zendesk": Zendesk,
    "zendesk-community-relations": Zendesk,
    "zengrc": Zengrc,
    "thought-industries": ThoughtIndustries,
}
