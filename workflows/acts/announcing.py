"""Telling other systems: what an act leaves to be sent is written in the act's own transaction, and sent afterwards.

What is told is the least that lets a system ask for more with its own key: kinds, numbers and moments, no person.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import uuid4

from workflows.acts.step import Step
from workflows.records.transaction import Records
from workflows.records.webhooks import WebhookDelivery, list_active

JOB: Final = "webhook"


def announce(kind: str, told: Mapping[str, object], *, agency_id: int, records: Records, now: datetime) -> None:
    """Leave one message for every address of the agency that wants to hear of this kind."""
    wanting = [one for one in list_active(records.session, agency_id) if kind in one.kinds]
    if not wanting:
        return
    event_id = uuid4().hex
    payload = {"id": event_id, "kind": kind, "at": now.isoformat(), "agency_id": agency_id, **told}
    rows = [
        WebhookDelivery(
            endpoint_id=one.id, event_id=event_id, kind=kind, payload=payload, created_at=now, attempts=0, error=""
        )
        for one in wanting
    ]
    for row in records.add_all(rows):
        records.jobs.enqueue(JOB, key=f"{JOB}-{row.id}", arguments={"delivery_id": row.id}, now=now)


def announce_step(step: Step) -> None:
    """Tell that an act was done, and that its case is closed where it is; nothing is asked where nobody listens."""
    opened = step.records.opened.get(step.run_id)
    if opened is None or not opened.is_told:
        return
    about: dict[str, object] = {"case_id": step.case_id, "run_id": step.run_id}
    version = step.dossier.run.version + 1
    done = {**about, "act": step.act.id, "site": step.site, "version": version}
    told: list[tuple[str, Mapping[str, object]]] = [("act_done", done)]
    if step.message.startswith("clock:"):
        told.insert(0, ("clock_due", {**about, "clock": step.message.removeprefix("clock:")}))
    if step.dossier.case.status == "closed" and opened.run.status == "open":
        told.append(("case_closed", about))
    for kind, what in told:
        announce(kind, what, agency_id=step.dossier.run.agency_id, records=step.records, now=step.now)
