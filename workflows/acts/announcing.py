"""Telling other systems: what an act leaves to be sent is written in the act's own transaction, and sent afterwards.

What is told is the least that lets a system ask for more with its own key: kinds, numbers and moments, no person.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from workflows.acts.step import Step
from workflows.forms import SHANGHAI
from workflows.records.clocks import Clock
from workflows.records.transaction import Records
from workflows.records.webhooks import (
    WebhookDelivery,
    WebhookEndpoint,
    forget_attempts,
    list_active,
    list_listening,
)
from workflows.vocabulary.scopes import CLOCK_DUE

JOB: Final = "webhook"


def announce(kind: str, told: Mapping[str, object], *, agency_id: int, records: Records, now: datetime) -> None:
    """Leave one message for every address of the agency that wants to hear of this kind."""
    wanting = [one for one in list_active(records.session, agency_id) if kind in one.kinds]
    if wanting:
        leave_messages(wanting, kind, told, records=records, now=now)


def leave_messages(
    endpoints: Sequence[WebhookEndpoint], kind: str, told: Mapping[str, object], *, records: Records, now: datetime
) -> None:
    """Leave the same message for some addresses of one agency."""
    event_id = uuid4().hex
    agency_id = endpoints[0].agency_id
    payload = {"id": event_id, "kind": kind, "at": now.isoformat(), "agency_id": agency_id, **told}
    rows = [
        WebhookDelivery(
            endpoint_id=one.id, event_id=event_id, kind=kind, payload=payload, created_at=now, attempts=0, error=""
        )
        for one in endpoints
    ]
    for row in records.add_all(rows):
        records.jobs.enqueue(JOB, key=f"{JOB}-{row.id}", arguments={"delivery_id": row.id}, now=now)


def send_again(endpoint_id: int, delivery_id: int | None = None, *, records: Records, now: datetime) -> int:
    """Have one message sent once more, whatever came of it, or all that have not arrived; return how many."""
    delivery_ids = forget_attempts(records.session, endpoint_id, delivery_id)
    for one in delivery_ids:
        # A key of its own for each time: the job of the last time may have failed for good and still be there.
        key = f"{JOB}-{one}-{int(now.timestamp() * 1000)}"
        records.jobs.enqueue(JOB, key=key, arguments={"delivery_id": one}, now=now)
    return len(delivery_ids)


def announce_step(step: Step) -> None:
    """Tell that an act was done, and that its case is closed where it is; nothing is asked where nobody listens."""
    opened = step.records.opened.get(step.run_id)
    if opened is None or not opened.is_told:
        return
    about: dict[str, object] = {"case_id": step.case_id, "run_id": step.run_id}
    version = step.dossier.run.version + 1
    done = {**about, "act": step.act.id, "site": step.site, "version": version}
    told: list[tuple[str, Mapping[str, object]]] = [("act_done", done)]
    if step.dossier.case.status == "closed" and opened.run.status == "open":
        told.append(("case_closed", about))
    for kind, what in told:
        announce(kind, what, agency_id=step.dossier.run.agency_id, records=step.records, now=step.now)


def announce_due(clock: Clock, *, agency_id: int, records: Records, now: datetime) -> None:
    """Tell that a clock is due, once for each due day it has had."""
    if clock.due_told_on == clock.due_on:
        return
    clock.due_told_on = clock.due_on
    records.session.flush()
    told = {
        "case_id": clock.case_id,
        "run_id": clock.run_id,
        "clock": clock.name,
        "clock_id": clock.id,
        "due_on": clock.due_on.isoformat(),
    }
    announce(CLOCK_DUE, told, agency_id=agency_id, records=records, now=now)


def days_of_listening(records: Records) -> dict[int, date]:
    """Return the agencies whose clocks somebody wants to hear of, each with the day since when."""
    wanting = [one for one in list_listening(records.session) if CLOCK_DUE in one.kinds]
    since: dict[int, date] = {}
    for one in wanting:
        day = one.created_at.astimezone(SHANGHAI).date()
        since[one.agency_id] = min(since.get(one.agency_id, day), day)
    return since
