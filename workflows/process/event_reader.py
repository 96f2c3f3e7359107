"""What events wait for: a message by its name, or a clock of the law written ``clock:NAME``."""

import re
from collections.abc import Mapping

from lxml import etree

from workflows.process.diagram import NodeKind
from workflows.process.findings import Faults
from workflows.process.markup import BPMN, local, text_of
from workflows.vocabulary.wording import N_

_WAITS = frozenset({"messageEventDefinition", "timerEventDefinition"})
DEFINITIONS: Mapping[NodeKind, frozenset[str]] = {
    NodeKind.END: frozenset({"terminateEventDefinition"}),
    NodeKind.CATCH: _WAITS,
    NodeKind.BOUNDARY: _WAITS,
}
"""What an event of each kind may hold."""

_CLOCK = re.compile(r"clock:[a-z][a-z0-9_]*\Z")
_MESSAGE = re.compile(r"[a-z][a-z0-9_]*\Z")


class EventReader:
    """Knows the messages of a file and reads what its events wait for."""

    def __init__(self, faults: Faults, root: etree._Element) -> None:
        """Gather the messages declared beside the process."""
        self._faults = faults
        self._messages = {
            each.get("id", ""): each.get("name", "") for each in root.iterfind(f"{{{BPMN}}}message") if each.get("id")
        }

    def awaited_by(self, element: etree._Element, node_id: str, kind: NodeKind) -> str:
        """Return what a catching or boundary event waits for, empty for every other node."""
        if kind not in {NodeKind.CATCH, NodeKind.BOUNDARY}:
            return ""
        definitions = [part for part in element if "eventdefinition" in local(part).lower()]
        if len(definitions) != 1:
            text, cure = N_("须恰好等待一个消息或者一个期限，现有 {count} 个"), N_("请选择一个消息或者一个期限")
            self._faults.note(node_id, "event-waits", text, cure, count=len(definitions))
            return ""
        if local(definitions[0]) == "timerEventDefinition":
            return self._clock(node_id, definitions[0])
        return self._message(node_id, definitions[0]) if local(definitions[0]) in _WAITS else ""

    def _clock(self, node_id: str, definition: etree._Element) -> str:
        text = text_of(definition.find(f"{{{BPMN}}}timeDuration"))
        if not _CLOCK.match(text) or text != text_of(definition):
            self._faults.note(
                node_id,
                "timer-clock",
                N_("定时器写的是“{written}”，不是期限"),
                N_("请写成 clock:期限名（例如 clock:statement_5wd），期限长短由期限表规定"),
                written=text_of(definition)[:60],
            )
        return text

    def _message(self, node_id: str, definition: etree._Element) -> str:
        reference = definition.get("messageRef", "").rsplit(":", 1)[-1]
        if reference not in self._messages:
            text, cure = N_("没有选择消息，或者所选的消息不存在"), N_("请为其选择消息，例如 exit_approved")
            self._faults.note(node_id, "event-message", text, cure)
            return ""
        name = self._messages[reference]
        if not _MESSAGE.match(name):
            self._faults.note(
                node_id,
                "event-message",
                N_("消息名“{name}”不能用"),
                N_("消息名由小写字母、数字和下划线组成，例如 exit_approved，请更改"),
                name=name[:60],
            )
        return name
