"""The stand-in of Zendesk Support: the main account and that of community relations (facts: zendesk A)."""

from __future__ import annotations

from denomas_sandbox.web.zendesk.stand_in import COMMUNITY, MAIN, Zendesk
from denomas_sandbox.web.zendesk.switches import ZendeskSwitches

__all__ = ["COMMUNITY", "MAIN", "Zendesk", "ZendeskSwitches"]
