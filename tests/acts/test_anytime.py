"""随时可为的取证和救济: evidence, records, remedy and surcharge (处罚法42、46、55、72、73条)."""

import pytest

from tests.acts.prepared import an_investigated_case
from tests.builders import Office, texts
from workflows.guards.desk import Desk, lay_desk
from workflows.guards.register import GUARDS
from workflows.records.clocks import Clock
from workflows.records.jobs import Upload
from workflows.vocabulary.wording import Objection


@pytest.fixture
def office() -> Office:
    return an_investigated_case().at("2026-06-03")


def set_facts(office: Office, **facts: object) -> None:
    """Lay facts under the case as a later stage would have left them."""
    with office.archive.transaction() as records:
        row = records.runs.find(office.run_id)
        assert row is not None
        records.runs.save(
            row.id,
            version=row.version,
            state=row.state,
            facts={**row.facts, **facts},
            status=row.status,
            changed_at=office.now,
            changed_by="",
            changed_what="",
        )


def told(office: Office, act: str, by: str) -> list[Objection]:
    desk = lay_desk(office.dossier(), actor=office.actor(by), means=office.means, now=office.now, task=None)
    return list(GUARDS[act].objections(desk, None))


def upload(office: Office, by: str) -> str:
    content = f"冷库租赁合同（{by}）".encode()
    sha = office.means.storage.put(content)
    with office.archive.transaction() as records:
        records.add(
            Upload(
                sha=sha,
                name="租赁合同.pdf",
                size=len(content),
                media_type="application/pdf",
                sent_by=office.person(by),
                sent_at=office.now,
            )
        )
    return sha


def test_evidence_takes_the_next_number_and_its_file(office: Office) -> None:
    sha = upload(office, "林静")
    office.do("add_evidence")
    office.do("add_evidence", name="租赁合同", file=[sha], elements=["amount"])
    first, second = office.dossier().evidence
    assert (first.number, first.file_sha, first.element) == (1, "", "subject,conduct,result,amount")
    assert (second.number, second.name, second.element) == (2, "租赁合同", "amount")
    assert (second.file_sha, second.file_name, second.file_size) == (sha, "租赁合同.pdf", 30)


def test_nobody_attaches_the_file_of_another(office: Office) -> None:
    sha = upload(office, "赵宁")
    assert office.refusal("add_evidence", file=[sha]).code == "file-unknown"
    assert office.refusal("add_evidence", file=[sha, "0" * 64]).code == "several-files"
    office.do("add_evidence", by="赵宁", file=[sha])
    assert office.dossier().evidence[0].file_sha == sha


def test_unlawfully_obtained_evidence_never_enters(office: Office) -> None:
    assert office.refusal("add_evidence", unlawful=True).code == "evidence-unlawful"
    assert office.dossier().evidence == []


def test_evidence_is_collected_in_the_past(office: Office) -> None:
    assert office.refusal("add_evidence", collected_at="2026-06-03T10:01").code == "in-the-future"


def test_a_single_collector_is_only_told(office: Office) -> None:
    office.do("add_evidence", collectors=[office.person("林静")])
    assert len(office.dossier().evidence) == 1


@pytest.mark.parametrize(
    "passed", [{"review": "pass"}, {"review": "pass_edit"}, {"edit_confirmed": True}, {"deliberation": "approved"}]
)
def test_new_evidence_voids_what_was_passed_and_says_so_before(office: Office, passed: dict[str, object]) -> None:
    assert told(office, "add_evidence", "林静") == []
    set_facts(office, **passed)
    assert [(one.code, one.warning) for one in told(office, "add_evidence", "林静")] == [("voids-review", True)]
    office.do("add_evidence")
    facts = office.facts
    assert (facts["review"], facts["edit_confirmed"], facts["deliberation"]) == ("none", False, "none")


def test_new_evidence_leaves_an_opinion_that_sent_the_case_back(office: Office) -> None:
    set_facts(office, review="return_evidence", return_to="investigate")
    office.do("add_evidence")
    assert (office.facts["review"], office.facts["return_to"]) == ("return_evidence", "investigate")


@pytest.mark.parametrize("act", ["add_evidence", "record_interview", "record_inspection"])
def test_no_evidence_while_remedy_is_open_or_after_the_decision(office: Office, act: str) -> None:
    set_facts(office, remedy="open")
    assert texts(told(office, act, "林静")) == ["remedy-open"]
    assert office.refusal(act).code == "remedy-open"
    set_facts(office, remedy="none", decision="penalty")
    assert office.refusal(act).code == "collecting-after-decision"


def test_an_interview_becomes_a_paper_and_evidence(office: Office) -> None:
    office.do("record_interview")
    dossier = office.dossier()
    record, evidence, paper = dossier.investigation_records[0], dossier.evidence[0], dossier.papers[-1]
    assert (record.kind, record.title, record.defects) == ("interview", "询问笔录（周启明，2026-06-03）", [])
    assert (evidence.kind, evidence.record_id, evidence.name) == ("party_statement", record.id, record.title)
    assert (paper.kind, paper.id, paper.id in dossier.paper_files) == ("interview_record", record.paper_id, True)
    assert [one["name"] for one in paper.fields["interviewers"]] == ["林静", "赵宁"]  # type: ignore[attr-defined]
    assert (paper.fields["sequence"], paper.fields["recorder"]) == (1, "赵宁")
    office.do("record_interview", started_at="2026-06-03T09:10", ended_at="2026-06-03T09:40")
    assert office.dossier().papers[-1].fields["sequence"] == 2


def test_what_a_witness_said_is_testimony(office: Office) -> None:
    office.do("record_interview", speaker_kind="witness")
    assert office.dossier().evidence[0].kind == "witness"


def test_a_record_one_officer_signed_is_entered_and_flagged(office: Office) -> None:
    outcome = office.do("record_interview", signers=[office.person("林静")])
    record = office.dossier().investigation_records[0]
    assert [one["code"] for one in record.defects] == ["record-too-few-signers"]  # type: ignore[index]
    assert outcome.summary == (
        "《询问笔录（周启明，2026-06-03）》存在程序缺陷：只有1名当日证件有效的执法人员签名，少于两人，"
        "请由两名执法人员重新制作（处罚法42条1款）"
    )


def test_nobody_is_at_two_interviews_at_once(office: Office) -> None:
    office.do("record_interview")
    office.do("record_interview", interviewee_name="李某")
    record = office.dossier().investigation_records[1]
    assert [one["code"] for one in record.defects] == ["record-overlaps", "record-overlaps"]  # type: ignore[index]


def test_a_remade_record_takes_the_place_of_the_defective_one(office: Office) -> None:
    office.do("record_interview", signers=[office.person("林静")])
    earlier = office.dossier().investigation_records[0]
    office.at("2026-07-08").do("record_interview", replaces=earlier.id)
    dossier = office.dossier()
    old, new = dossier.investigation_records
    assert (old.replaced_by, new.replaced_by, new.defects) == (new.id, None, [])
    assert [one.record_id for one in dossier.evidence] == [new.id]
    assert "重新制作" in GUARDS["record_interview"].form(_desk(office)).fields[5].label


def test_records_of_one_person_and_day_are_told_apart_by_number_and_hour(office: Office) -> None:
    office.do("record_interview", started_at="2026-06-03T08:00", ended_at="2026-06-03T08:30")
    office.do("record_interview", started_at="2026-06-03T09:00", ended_at="2026-06-03T09:30")
    again = next(one for one in GUARDS["record_interview"].form(_desk(office)).fields if one.name == "replaces")
    assert [label for _, label in again.options] == [
        "证1 询问笔录（周启明，2026-06-03 08:00）",
        "证2 询问笔录（周启明，2026-06-03 09:00）",
    ]


@pytest.mark.parametrize("act_id", ["record_interview", "record_inspection"])
@pytest.mark.parametrize("ended_at", ["2026-06-03T08:00", "2026-06-03T07:59"])
def test_a_record_that_ends_before_it_begins_is_not_issued(office: Office, act_id: str, ended_at: str) -> None:
    refusal = office.refusal(act_id, started_at="2026-06-03T08:00", ended_at=ended_at)
    assert (refusal.code, refusal.warning) == ("record-ends-before-start", False)
    assert [one.kind for one in office.dossier().papers if one.kind.endswith("_record")] == []


def test_an_interview_has_a_number_that_can_be_right(office: Office) -> None:
    assert office.refusal("record_interview", interviewee_id_number="110105194912310021").code == "citizen-number-check"


def test_an_interview_lies_in_the_past(office: Office) -> None:
    assert office.refusal("record_interview", ended_at="2026-06-03T10:30").code == "in-the-future"


def test_an_inspection_becomes_a_paper_and_evidence(office: Office) -> None:
    office.do("record_inspection")
    dossier = office.dossier()
    record, evidence, paper = dossier.investigation_records[0], dossier.evidence[0], dossier.papers[-1]
    assert (record.title, evidence.kind) == ("现场检查笔录（2026-06-03）", "inspection_record")
    assert (paper.kind, paper.id in dossier.paper_files) == ("inspection_record", True)


def test_remedy_is_sought_against_a_decision_once_at_a_time(office: Office) -> None:
    assert office.refusal("record_remedy").code == "nothing-to-contest"
    assert office.refusal("record_remedy_result").code == "no-remedy-open"
    set_facts(office, decision="penalty")
    assert office.refusal("record_remedy", accepted_on="2026-06-04").code == "in-the-future"
    office.do("record_remedy", is_stayed=True, stay_ground="body")
    assert (office.facts["remedy"], office.facts["stay"]) == ("open", True)
    assert office.refusal("record_remedy").code == "remedy-already-open"
    assert office.refusal("record_remedy_result", result_on="2026-06-02").code == "result-before-acceptance"
    office.do("record_remedy_result")
    assert (office.facts["remedy"], office.facts["stay"]) == ("upheld", False)


@pytest.mark.parametrize(
    ("result", "disclosure", "clocks"),
    [
        ("revoked", "published", ["withdraw_3wd"]),
        ("changed", "published", ["withdraw_3wd"]),
        ("upheld", "published", []),
        ("revoked", "exempted", []),
    ],
)
def test_only_a_published_decision_changed_or_revoked_is_withdrawn(
    office: Office, result: str, disclosure: str, clocks: list[str]
) -> None:
    set_facts(office, decision="penalty", disclosure=disclosure)
    office.do("record_remedy")
    office.at("2026-09-18").do("record_remedy_result", result=result)
    started = [one for one in office.dossier().clocks if one.name == "withdraw_3wd"]
    assert [one.name for one in started] == clocks
    assert [one.due_on.isoformat() for one in started] == ["2026-09-22"] * len(clocks)


def test_the_surcharge_grows_from_the_day_after_the_last_for_paying(office: Office) -> None:
    _served(office)
    office.at("2026-06-18")
    assert office.refusal("impose_surcharge").code == "surcharge-before-due"
    office.at("2026-06-20")
    form = GUARDS["impose_surcharge"].form(_desk(office, "吴岚"))
    assert form.initial["amount"] == "3600.00"
    assert office.refusal("impose_surcharge", amount="3600.01").code == "surcharge-above-rate"
    assert office.do("impose_surcharge", amount="3600").summary == "加处罚款3,600.00元"


def test_the_surcharge_is_never_above_the_fine(office: Office) -> None:
    _served(office)
    office.at("2026-12-01")
    form = GUARDS["impose_surcharge"].form(_desk(office, "吴岚"))
    assert form.initial["amount"] == "60000.00"
    assert office.refusal("impose_surcharge", amount="60000.01").code == "surcharge-above-fine"


def test_no_surcharge_while_remedy_is_open_nor_for_its_days(office: Office) -> None:
    _served(office)
    office.at("2026-06-20").do("record_remedy")
    assert office.refusal("impose_surcharge").code == "surcharge-during-remedy"
    office.at("2026-06-29").do("record_remedy_result")
    office.at("2026-06-30")
    assert GUARDS["impose_surcharge"].form(_desk(office, "吴岚")).initial["amount"] == "3600.00"


def test_a_paid_fine_bears_no_surcharge(office: Office) -> None:
    _served(office)
    set_facts(office, performance="done")
    office.at("2026-06-20")
    assert office.refusal("impose_surcharge").code == "surcharge-after-payment"


def _served(office: Office) -> None:
    """Let a fine of 60,000 元 be due on 2026-06-18: decided and served on the third of June."""
    set_facts(office, decision="penalty", decision_served=True, fine=6_000_000)
    with office.archive.transaction() as records:
        records.add(
            Clock(
                run_id=office.run_id,
                case_id=office.case_id,
                name="payment_15d",
                basis="处罚法67条3款",
                length=15,
                unit="calendar",
                started_on=office.now.date(),
                started_at=office.now,
                is_agency=False,
                due_on=office.now.date().replace(day=18),
                strict_due_on=office.now.date().replace(day=18),
            )
        )


def _desk(office: Office, by: str = "林静") -> Desk:
    return lay_desk(office.dossier(), actor=office.actor(by), means=office.means, now=office.now, task=None)
