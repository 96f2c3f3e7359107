"""Draws small BPMN and DMN files for the tests, without the shapes."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

_OPEN = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="{process}_definitions" targetNamespace="http://bpmn.io">'
)


class Drawing:
    """Collects nodes and flows of one process and writes them as a .bpmn file."""

    def __init__(self, process: str) -> None:
        self.process = process
        self._nodes: list[tuple[str, str, str, str]] = []
        self._flows: list[tuple[str, str, str, str]] = []
        self._labels: dict[str, str] = {}
        self._defaults: dict[str, str] = {}
        self._messages: dict[str, str] = {}
        self._lanes: list[str] = []

    def node(self, kind: str, name: str, inside: str = "", /, **attributes: str) -> str:
        extra = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
        self._nodes.append((kind, name, extra, inside))
        return name

    def start(self, name: str = "start") -> str:
        return self.node("startEvent", name)

    def end(self, name: str = "end", *, terminates: bool = False) -> str:
        return self.node("endEvent", name, "<bpmn:terminateEventDefinition/>" if terminates else "")

    def task(self, name: str, **properties: str) -> str:
        return self.node("userTask", name, _extension(properties), name=f"环节{name}")

    def table(self, name: str, decision: str) -> str:
        called = f"<spiffworkflow:calledDecisionId>{decision}</spiffworkflow:calledDecisionId>"
        inside = f"<bpmn:extensionElements>{called}</bpmn:extensionElements>"
        return self.node("businessRuleTask", name, inside, name=f"判定{name}")

    def call(self, name: str, process: str, **properties: str) -> str:
        return self.node("callActivity", name, _extension(properties), calledElement=process, name=f"部分{name}")

    def xor(self, name: str, label: str = "") -> str:
        return self.node("exclusiveGateway", name, **({"name": label} if label else {}))

    def fork(self, name: str) -> str:
        return self.node("parallelGateway", name)

    def some(self, name: str) -> str:
        return self.node("inclusiveGateway", name)

    def catch(self, name: str, message: str) -> str:
        return self.node("intermediateCatchEvent", name, self._event(message), name=f"等待{name}")

    def boundary(self, name: str, host: str, message: str, *, interrupting: bool = True) -> str:
        marks = {"attachedToRef": host, "cancelActivity": str(interrupting).lower(), "name": f"事件{name}"}
        return self.node("boundaryEvent", name, self._event(message), **marks)

    def lane(self, name: str, nodes: Iterable[str], **properties: str) -> None:
        refs = "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in nodes)
        self._lanes.append(
            f'<bpmn:lane id="lane_{len(self._lanes)}" name={quoteattr(name)}>{_extension(properties)}{refs}</bpmn:lane>'
        )

    def flow(self, source: str, target: str, condition: str = "", *, default: bool = False, label: str = "") -> str:
        name = f"f{len(self._flows)}_{self.process}"
        self._flows.append((name, source, target, condition))
        self._labels[name] = f" name={quoteattr(label)}" if label else ""
        if default:
            self._defaults[source] = name
        return name

    def line(self, *nodes: str) -> None:
        for source, target in pairwise(nodes):
            self.flow(source, target)

    def xml(self) -> bytes:
        parts = [_OPEN.format(process=self.process), f'<bpmn:process id="{self.process}" isExecutable="true">']
        if self._lanes:
            parts.append(f'<bpmn:laneSet id="lanes_{self.process}">{"".join(self._lanes)}</bpmn:laneSet>')
        for kind, name, extra, inside in self._nodes:
            default = f' default="{self._defaults[name]}"' if name in self._defaults else ""
            outgoing = "".join(f"<bpmn:outgoing>{flow[0]}</bpmn:outgoing>" for flow in self._flows if flow[1] == name)
            parts.append(f'<bpmn:{kind} id="{name}"{extra}{default}>{inside}{outgoing}</bpmn:{kind}>')
        for name, source, target, condition in self._flows:
            inside = f"<bpmn:conditionExpression>{escape(condition)}</bpmn:conditionExpression>" if condition else ""
            ends = f'sourceRef="{source}" targetRef="{target}"'
            parts.append(f'<bpmn:sequenceFlow id="{name}" {ends}{self._labels[name]}>{inside}</bpmn:sequenceFlow>')
        parts.append("</bpmn:process>")
        parts.extend(f'<bpmn:message id="{ref}" name="{name}"/>' for name, ref in self._messages.items())
        parts.append("</bpmn:definitions>")
        return "".join(parts).encode()

    def _event(self, message: str) -> str:
        if message.startswith("clock:"):
            return (
                '<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">'
                f"{message}</bpmn:timeDuration></bpmn:timerEventDefinition>"
            )
        ref = self._messages.setdefault(message, f"message_{self.process}_{len(self._messages)}")
        return f'<bpmn:messageEventDefinition messageRef="{ref}"/>'


def _extension(properties: Mapping[str, str]) -> str:
    if not properties:
        return ""
    inside = "".join(
        f"<spiffworkflow:property name={quoteattr(name)} value={quoteattr(value)}/>"
        for name, value in properties.items()
    )
    inside = f"<spiffworkflow:properties>{inside}</spiffworkflow:properties>"
    return f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>"


def dmn(
    decision: str,
    *,
    inputs: Iterable[str],
    outputs: Iterable[str],
    rules: Iterable[tuple[Iterable[str], Iterable[str]]],
    policy: str = "UNIQUE",
) -> bytes:
    """Write a decision table as dmn-js does; a rule is (tests, values)."""
    heads = "".join(
        f'<input id="{decision}_i{n}" label="列{name}"><inputExpression id="{decision}_e{n}" typeRef="string">'
        f"<text>{name}</text></inputExpression></input>"
        for n, name in enumerate(inputs)
    )
    heads += "".join(
        f'<output id="{decision}_o{n}" label="列{name}" name="{name}" typeRef="string"/>'
        for n, name in enumerate(outputs)
    )
    rows = "".join(
        f'<rule id="{decision}_r{n}">'
        + "".join(
            f'<inputEntry id="{decision}_r{n}t{m}"><text>{escape(text)}</text></inputEntry>'
            for m, text in enumerate(tests)
        )
        + "".join(
            f'<outputEntry id="{decision}_r{n}v{m}"><text>{escape(text)}</text></outputEntry>'
            for m, text in enumerate(values)
        )
        + "</rule>"
        for n, (tests, values) in enumerate(rules)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="表" namespace="http://fashen">'
        f'<decision id="{decision}" name="表{decision}"><decisionTable id="{decision}_t" hitPolicy="{policy}">'
        f"{heads}{rows}</decisionTable></decision></definitions>"
    ).encode()
