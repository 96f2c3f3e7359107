"""The event log of an agency as XES, the format of process mining (IEEE 1849): one trace a case, one event an act.

People are numbers unless names are asked for. The elements stand in the order the published schema demands: extensions,
globals, classifiers, attributes, traces.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from workflows.questions.every_case import Reader, every_case
from workflows.questions.find_cases import FoundCase
from workflows.records.event_log import list_steps_of
from workflows.records.runs import StepRow
from workflows.vocabulary.acts import step_term

# As the standard itself numbers it: the schema wants a decimal number.
VERSION: Final = "1849.2016"
EXTENSIONS: Final = (("Concept", "concept"), ("Time", "time"), ("Lifecycle", "lifecycle"), ("Organizational", "org"))
Value = str | bool | int | datetime


@dataclass(frozen=True, slots=True)
class LogWanted:
    """Which cases: those whose list entry matches the words; ``with_names`` writes people's names."""

    words: str = ""
    with_names: bool = False


def write_event_log(out: IO[bytes], wanted: LogWanted, reader: Reader) -> int:
    """Write the log of every case this person may read and return how many cases it holds."""
    xml, count = XMLGenerator(out, "utf-8", short_empty_elements=True), 0
    xml.startDocument()
    xml.startElement("log", AttributesImpl({"xes.version": VERSION, "xes.features": ""}))
    _write_head(xml)
    for records, page in every_case(wanted.words, reader):
        steps = list_steps_of(records.session, [one.line.id for one in page])
        for one in page:
            _write_trace(xml, one, steps[one.line.id], with_names=wanted.with_names)
        count += len(page)
    xml.endElement("log")
    xml.endDocument()
    return count


def _write_head(xml: XMLGenerator) -> None:
    for name, prefix in EXTENSIONS:
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        _write(xml, "extension", {"name": name, "prefix": prefix, "uri": uri})
    # Every trace and every event has these; a global says so, and which kind they are.
    _write_global(xml, "trace", {"concept:name": ""})
    moment = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
    _write_global(xml, "event", {"concept:name": "", "time:timestamp": moment, "lifecycle:transition": "complete"})
    _write(xml, "classifier", {"name": "Activity", "scope": "event", "keys": "concept:name"})
    _write_attribute(xml, "concept:name", "Fashen")


def _write_global(xml: XMLGenerator, scope: str, attributes: Mapping[str, Value]) -> None:
    xml.startElement("global", AttributesImpl({"scope": scope}))
    for key, value in attributes.items():
        _write_attribute(xml, key, value)
    xml.endElement("global")


def _write_trace(xml: XMLGenerator, case: FoundCase, steps: Sequence[StepRow], *, with_names: bool) -> None:
    xml.startElement("trace", AttributesImpl({}))
    _write_attribute(xml, "concept:name", case.line.number)
    _write_attribute(xml, "fashen:cause", case.line.cause)
    _write_attribute(xml, "fashen:status", case.line.status)
    for step in steps:
        xml.startElement("event", AttributesImpl({}))
        for key, value in _event(step, with_names=with_names):
            _write_attribute(xml, key, value)
        xml.endElement("event")
    xml.endElement("trace")


def _event(step: StepRow, *, with_names: bool) -> Iterator[tuple[str, Value]]:
    yield "concept:name", step_term(step.act, step.summary)
    yield "time:timestamp", step.done_at
    yield "lifecycle:transition", "complete"
    yield "org:resource", step.by_name if with_names else str(step.by_id)
    yield "fashen:act", step.act
    if step.site:
        yield "fashen:site", step.site
    yield "fashen:round", step.round
    if step.opened_at is not None:
        yield "fashen:opened", step.opened_at
    for name, value in step.facts.items():
        yield f"fashen:fact:{name}", value


def _write_attribute(xml: XMLGenerator, key: str, value: Value) -> None:
    if isinstance(value, bool):
        _write(xml, "boolean", {"key": key, "value": "true" if value else "false"})
    elif isinstance(value, int):
        _write(xml, "int", {"key": key, "value": str(value)})
    elif isinstance(value, datetime):
        _write(xml, "date", {"key": key, "value": value.isoformat(timespec="milliseconds")})
    else:
        _write(xml, "string", {"key": key, "value": _writable(value)})


def _write(xml: XMLGenerator, name: str, attributes: Mapping[str, str]) -> None:
    xml.startElement(name, AttributesImpl(dict(attributes)))
    xml.endElement(name)


def _writable(text: str) -> str:
    """Leave out what XML cannot hold."""
    return "".join(
        one
        for one in text
        if one in "\t\n\r" or " " <= one <= "\ud7ff" or "\ue000" <= one <= "\ufffd" or one > "\uffff"
    )
