"""Evidence, the defects of records, and what may rest on them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from workflows.rules.evidence import (
    Evidence,
    EvidenceKind,
    PreservedItem,
    RecordFacts,
    Signature,
    list_defects,
    objection_to_collecting,
    objection_to_preserving,
    objection_to_undisposed,
    objections_to_evidence,
    objections_to_proof,
    objections_to_relying,
    warning_of_late_disposal,
)
from workflows.rules.qualification import Credential, CredentialKind, Officer
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import Objection

DAY = date(2026, 6, 3)
CARD = Credential(CredentialKind.ENFORCEMENT, date(2024, 1, 1))
LIN, MA, WU = (Officer(number, name, (CARD,)) for number, name in ((1, "林"), (2, "马"), (3, "吴")))
LEDGER = Evidence("账册", "document", "当事人办公室", ("经营行为",), (1, 2))


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, 3, hour, minute, tzinfo=UTC)


def a_record(number: int = 1, *officers: Officer, start: int = 1, end: int = 2) -> RecordFacts:
    signers = tuple(Signature(one, DAY) for one in officers or (LIN, MA))
    return RecordFacts(number, f"笔录{number}", signers, at(start), at(end), "民政局询问室")


def defects_of(*records: RecordFacts) -> dict[int, list[str]]:
    return {number: [one.code for one in found] for number, found in list_defects(records=records).items()}


def test_there_are_eight_kinds_of_evidence() -> None:
    assert len(EvidenceKind) == 8


@pytest.mark.parametrize(
    ("evidence", "refused", "told"),
    [
        (LEDGER, [], []),
        (replace(LEDGER, kind="rumour"), ["evidence-kind-unknown"], []),
        (replace(LEDGER, obtained_unlawfully=True), ["evidence-unlawful"], []),
        (replace(LEDGER, source=" "), ["evidence-without-source"], []),
        (replace(LEDGER, proves=()), ["evidence-proves-nothing"], []),
        (replace(LEDGER, proves=(" ",)), ["evidence-proves-nothing"], []),
        (replace(LEDGER, collector_ids=()), ["evidence-without-collector"], []),
        (replace(LEDGER, collector_ids=(1, 1)), [], ["evidence-one-collector"]),
    ],
)
def test_evidence_says_what_it_is_whence_it_comes_and_what_it_proves(
    evidence: Evidence, refused: list[str], told: list[str]
) -> None:
    found = objections_to_evidence(evidence=evidence)

    assert [one.code for one in found if not one.warning] == refused
    assert [one.code for one in found if one.warning] == told


def test_every_element_needs_a_proof() -> None:
    found = objections_to_proof(elements=("主体", "行为", "违法所得"), proven={"主体", "行为"})

    assert [(one.code, one.params["element"]) for one in found] == [("element-unproven", "违法所得")]
    assert objections_to_proof(elements=("主体",), proven={"主体"}) == ()


def test_a_sound_record_has_no_defect() -> None:
    assert defects_of(a_record()) == {}


@pytest.mark.parametrize(
    ("record", "codes"),
    [
        (a_record(1, LIN), ["record-too-few-signers"]),
        (a_record(1, LIN, LIN), ["record-too-few-signers"]),
        (a_record(1, LIN, Officer(2, "马", (CARD,), is_assistant=True)), ["record-too-few-signers"]),
        (a_record(1, LIN, Officer(2, "马", (replace(CARD, revoked_on=DAY),))), ["record-too-few-signers"]),
        (replace(a_record(), started_at=None), ["record-without-time"]),
        (replace(a_record(), ended_at=None), ["record-without-time"]),
        (replace(a_record(), ended_at=at(1)), ["record-ends-before-start"]),
        (replace(a_record(), place=" "), ["record-without-place"]),
        (replace(a_record(1, LIN), place=""), ["record-too-few-signers", "record-without-place"]),
    ],
)
def test_a_defective_record_is_flagged_and_never_refused(record: RecordFacts, codes: list[str]) -> None:
    assert defects_of(record) == {1: codes}
    assert all(one.warning for one in list_defects(records=[record])[1])


def test_credentials_are_asked_on_the_legal_day_of_the_record() -> None:
    late = replace(
        a_record(1, LIN, Officer(2, "马", (replace(CARD, valid_from=date(2026, 6, 4)),))),
        started_at=datetime(2026, 6, 3, 17, 0, tzinfo=UTC),
        ended_at=datetime(2026, 6, 3, 18, 0, tzinfo=UTC),
    )

    assert defects_of(late) == {}


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (a_record(2, LIN, WU, start=1, end=2), {1: ["record-overlaps"], 2: ["record-overlaps"]}),
        (a_record(2, LIN, WU, start=2, end=3), {}),
        (a_record(2, WU, Officer(4, "何", (CARD,)), start=1, end=2), {}),
    ],
    ids=["同一人同一时段", "前后相接", "不同的人"],
)
def test_nobody_is_in_two_records_at_once(second: RecordFacts, expected: dict[int, list[str]]) -> None:
    assert defects_of(a_record(1), second) == expected


def test_records_without_times_are_not_compared() -> None:
    assert defects_of(a_record(1), replace(a_record(2), started_at=None)) == {2: ["record-without-time"]}


def test_nothing_rests_on_a_defective_record() -> None:
    found = objections_to_relying(
        relied_on={1: "询问笔录", 2: "检查笔录"}, defective={1}, field="conclusion", answers=("pass", "pass_edit")
    )

    assert [(one.code, one.when) for one in found] == [
        ("relies-on-defective-record", ("conclusion", "pass")),
        ("relies-on-defective-record", ("conclusion", "pass_edit")),
    ]
    assert found[0].params == {"titles": "询问笔录"}


def test_a_defective_record_nobody_relies_on_does_no_harm() -> None:
    assert objections_to_relying(relied_on={2: "检查笔录"}, defective={1}) == ()


def test_without_a_form_the_reliance_itself_is_refused() -> None:
    found = objections_to_relying(relied_on={1: "询问笔录"}, defective={1})

    assert [(one.code, one.when) for one in found] == [("relies-on-defective-record", None)]


@pytest.mark.parametrize(("remedy", "code"), [("none", ""), ("upheld", ""), ("revoked", ""), ("open", "remedy-open")])
def test_no_evidence_is_collected_while_a_remedy_is_open(remedy: str, code: str) -> None:
    assert code_of(objection_to_collecting(remedy=remedy)) == code


@pytest.mark.parametrize(
    ("roles", "reason", "items", "code"),
    [
        ({Role.LEADER}, "账册可能被销毁", (PreservedItem("账册"),), ""),
        ({Role.HANDLER}, "账册可能被销毁", (PreservedItem("账册"),), "preservation-not-leader"),
        ({Role.PRINCIPAL}, "", (PreservedItem("账册"),), "preservation-without-ground"),
        ({Role.LEADER}, "账册可能被销毁", (), "preservation-without-items"),
    ],
)
def test_a_leader_approves_preservation_with_ground_and_list(
    roles: set[Role], reason: str, items: tuple[PreservedItem, ...], code: str
) -> None:
    assert code_of(objection_to_preserving(roles=roles, reason=reason, items=items)) == code


def test_late_disposal_is_told_and_still_done() -> None:
    found = warning_of_late_disposal(disposed_on=date(2026, 6, 3), due_on=date(2026, 6, 2))

    assert found is not None
    assert (found.code, found.warning) == ("disposal-late", True)
    assert warning_of_late_disposal(disposed_on=date(2026, 6, 2), due_on=date(2026, 6, 2)) is None


def test_preserved_things_are_disposed_of_before_the_case_ends() -> None:
    items = (PreservedItem("账册", DAY), PreservedItem("手机"))

    found = objection_to_undisposed(items=items)

    assert found is not None
    assert (found.code, found.params) == ("preserved-items-undisposed", {"names": "手机"})
    assert objection_to_undisposed(items=items[:1]) is None
    assert objection_to_undisposed(items=()) is None
