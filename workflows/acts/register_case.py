"""案件登记: the one act that makes its own case: party, run and the finished step 案源登记, in one transaction."""

from datetime import datetime

from workflows.acts.index_case import enqueue_index
from workflows.acts.pressing import Outcome, Press, answer_given
from workflows.acts.walk import complete
from workflows.errors import NotFoundError, RefusedError
from workflows.events import CaseRegistered
from workflows.forms import SHANGHAI, Answers, Posted
from workflows.guards.means import Means
from workflows.guards.party_code import code_in
from workflows.guards.register_source import registration_form
from workflows.process.run import Run
from workflows.records.agencies import Agency
from workflows.records.cases import Case, Party
from workflows.records.flows import find_version_in_force
from workflows.records.papers import take_number
from workflows.records.transaction import Records
from workflows.vocabulary.facts import initial_facts, told_facts
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import N_, Objection

PROCESS, FIRST_ACT = "penalty_ordinary", "register_source"


def register_case(posted: Posted, *, key: str, actor: Actor, records: Records, means: Means, now: datetime) -> Outcome:
    """Register a lead as a case; the same key twice is one case."""
    if key:
        records.wait_for_key(key)
    press = Press(key, 0)
    given = answer_given(press, posted, lambda step: step.act == FIRST_ACT, actor=actor, records=records)
    if given is not None:
        return given
    if Role.HANDLER not in actor.roles:
        raise RefusedError(Objection("role-missing", N_("案源由承办人登记，您没有该职责")))
    answers = registration_form(means.law, on=now.astimezone(SHANGHAI).date()).read(posted)
    case = _add_case(answers, actor=actor, records=records, means=means, now=now)
    run_id, task_id = _start_run(case, actor=actor, records=records, means=means, now=now)
    outcome = complete(task_id, posted, press=press, actor=actor, records=records, means=means, now=now)
    return Outcome(case.id, run_id, outcome.summary)


def _add_case(answers: Answers, *, actor: Actor, records: Records, means: Means, now: datetime) -> Case:
    agency = records.get(Agency, actor.agency_id)
    matter = means.law.matter(answers.text("matter"), on=answers.day("received_on"))
    year = now.astimezone(SHANGHAI).year
    sequence = take_number(records.session, agency_id=agency.id, code="CF", year=year)
    case = records.add(
        Case(
            agency_id=agency.id,
            unit_id=actor.unit_id,
            number=f"{agency.code}-{year}-CF-{sequence:05d}",
            title=f"{answers.text('party_name')}涉嫌{matter.term}案",
            matter=matter.id,
            cause=matter.term,
            category="penalty",
            source_kind=answers.text("source_kind"),
            source_detail=answers.text("source_detail"),
            informant={"name": answers.text("informant_name"), "phone": answers.text("informant_phone")},
            summary=answers.text("summary"),
            received_on=answers.day("received_on"),
            registered_at=now,
            registered_by=actor.id,
            stage="filing",
            status="open",
        )
    )
    records.add(
        Party(
            case_id=case.id,
            kind=answers.text("party_kind"),
            name=answers.text("party_name"),
            code=code_in(answers),
            legal_rep=answers.text("party_legal_rep"),
            address=answers.text("party_address"),
            phone=answers.text("party_phone"),
            is_enterprise=answers.flag("is_enterprise"),
        )
    )
    return case


def _start_run(case: Case, *, actor: Actor, records: Records, means: Means, now: datetime) -> tuple[int, int]:
    today = now.astimezone(SHANGHAI).date()
    version = find_version_in_force(records.session, PROCESS, on=today, agency_id=case.agency_id)
    if version is None:
        message = "no published flow; run: fashen db upgrade"
        raise NotFoundError(message)
    run = Run.start(means.flow(records, version[0]), {**initial_facts(), "judged_on": today.toordinal()})
    run_id = records.runs.add(
        case_id=case.id,
        agency_id=case.agency_id,
        bundle_sha=version[0],
        version=0,
        state=run.save(),
        facts=told_facts(run.facts),
        status="open",
        changed_at=now,
        changed_by=actor.name,
        changed_what=N_("案源登记"),
    )
    first = run.open_tasks()[0]
    records.tasks.add(
        [
            {
                "run_id": run_id,
                "case_id": case.id,
                "agency_id": case.agency_id,
                "engine_id": first.id,
                "node": first.node,
                "label": first.label,
                "act": first.act,
                "site": first.site,
                "part": first.part,
                "stage": first.stage,
                "role": first.role,
                "unit": first.unit,
                "form": first.form,
                "person_id": actor.id,
                "origin": "new",
                "round": 1,
                "sent_by": actor.name,
                "reason": "",
                "points": None,
                "opened_at": now,
                "due_on": None,
                "is_frozen": False,
            }
        ]
    )
    event = CaseRegistered(case.number, case.title, PROCESS, version[0])
    records.journal.append(case.id, kind=event.kind(), actor_id=actor.id, actor=actor.name, now=now, body=event.body())
    enqueue_index(case.id, records=records, now=now)
    return run_id, records.tasks.of_run(run_id)[0].id
