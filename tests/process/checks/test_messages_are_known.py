"""Messages and clocks that events wait for."""

from pathlib import Path

import yaml

from tests.process.checks.flows import a_flow, found, the_only, words
from tests.process.drawing import Drawing
from workflows.process.bundle import Bundle
from workflows.process.checks.messages_are_known import unknown_messages
from workflows.vocabulary.clocks import CLOCKS

LAW = Path(__file__).parents[3] / "bpmn" / "law" / "clocks.yaml"


def waiting_for(message: str) -> Bundle:
    def change(drawing: Drawing) -> None:
        drawing.boundary("hope", "second", message)
        drawing.flow("hope", "end")

    return a_flow(change)


def test_approved_exits_and_clocks_of_the_law_are_known() -> None:
    assert found(unknown_messages, waiting_for("exit_approved")) == []
    assert found(unknown_messages, waiting_for("clock:payment_15d")) == []


def test_a_message_nobody_sends_is_found() -> None:
    finding = the_only(unknown_messages, waiting_for("letter_arrives"))

    assert (finding.code, finding.element) == ("unknown-message", "hope")
    assert words(finding) == ("没有任何行为会发出消息“letter_arrives”", "请改为 exit_approved，或者 clock:期限名")


def test_a_misspelt_clock_is_answered_with_the_right_one() -> None:
    assert words(the_only(unknown_messages, waiting_for("clock:paymnt_15d"))) == (
        "没有名为“paymnt_15d”的期限，不会届满",
        "请从期限表中选择，是否 clock:payment_15d（缴款期限）？",
    )
    assert words(the_only(unknown_messages, waiting_for("clock:zzz")))[1] == "请从期限表中选择"


def test_the_clocks_of_the_vocabulary_are_those_of_the_law_pack() -> None:
    def acts(row: dict[str, list[str | dict[str, str]]], key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one if isinstance(one, str) else one["act"] for one in row[key]))

    rows = yaml.safe_load(LAW.read_text(encoding="utf-8"))["clocks"]

    assert {row["id"]: (row["term"], acts(row, "starts")) for row in rows} == {
        clock.id: (clock.term, clock.starts) for clock in CLOCKS.values()
    }
