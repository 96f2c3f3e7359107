"""A number in a query, a form or a body: one of another agency is answered as one that nobody has.

Made from the code and from the interface's own description: every parameter has its row in ``parameters.txt``, which
says that it is tried here or why it names nothing of an agency's. A new one without a row fails.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.webapp.neighbours import UNKNOWN, UNKNOWN_SHA, Street, a_street, told
from tests.webapp.parameters import parameters_of_pages, parameters_of_programs
from workflows.questions.paging import worded
from workflows.vocabulary.roles import Role

ROWS = Path(__file__).parent / "parameters.txt"
HANDLER, HEAD, DRAFTER = Role.HANDLER, Role.LEGAL_HEAD, Role.FLOW_ADMIN
AT_THE_VERSION = "/flows/versions/{shipped}"


@pytest.fixture(name="street", scope="module")
def _street() -> Street:
    return a_street()


def rows() -> dict[str, str]:
    """Return what parameters.txt says of each parameter."""
    lines = [line.partition("|") for line in ROWS.read_text("utf-8").splitlines()]
    return {row.strip(): said.strip() for row, _, said in lines}


@dataclass(frozen=True, slots=True)
class Page:
    """A parameter of a page: who of next door sends it where, and which of our things stands in it."""

    row: str
    role: Role
    address: str
    ours: Callable[[Street], object]
    nobodys: object = UNKNOWN
    form: Mapping[str, str] | None = None

    def ask(self, street: Street, client: FlaskClient, given: object) -> TestResponse:
        """Send the parameter with something in it."""
        known = {"shipped": street.shipped, "given": given}
        address = self.address.format(**known)
        if self.form is None:
            return client.get(address)
        answer = client.post(address, data={name: said.format(**known) for name, said in self.form.items()})
        if "/errands/" in answer.headers.get("Location", ""):
            # What came of it is told on the page of the errand.
            street.site.office.work()
            return client.get(answer.headers["Location"])
        return answer


def a_run(street: Street) -> str:
    return f"{street.site.office.run_id}.{street.site.version}"


def our_number(street: Street) -> str:
    return street.site.office.dossier().case.number


def a_draft(street: Street) -> str:
    return f"draft-{street.things['draft_id']}"


def the_version(street: Street) -> str:
    return street.published


def token_of(kind: str) -> Callable[[Street], object]:
    """Return how a list goes on behind one of our things."""
    return lambda street: worded((street.things[kind],))


def cursor(street: Street) -> str:
    """Return where our own replay of last year's cases stands after its first slice."""
    asked = {"first": "2020-01-01", "last": "2027-01-01", "slice": "1"}
    page = street.site.browser("du").get(f"/flows/versions/{street.shipped}/replay", query_string=asked).text
    return page.partition("cursor=")[2].partition('"')[0].partition("&")[0]


MOVE = "/flows/versions/{shipped}/migration/move"
PAGES = [
    Page("cases/older.py args batch", HEAD, "/cases/older?batch={given}", lambda s: s.batch, UNKNOWN_SHA),
    *(
        Page(f"flows/comparing.py args {name}", DRAFTER, address, ours, nobodys)
        for ours, nobodys in ((a_draft, f"draft-{UNKNOWN}"), (the_version, UNKNOWN_SHA))
        for name, address in (
            ("old", "/flows/compare?old={given}&new={shipped}"),
            ("new", "/flows/compare?old={shipped}&new={given}"),
            ("of", "/flows/compare/drawing?of={given}&part=filing"),
            ("of", "/flows/tables?of={given}"),
            ("of", "/flows/conformance?of={given}"),
        )
    ),
    Page(
        *("flows/pages.py form base", DRAFTER, "/flows/drafts", the_version, UNKNOWN_SHA),
        form={"base": "{given}", "title": "试改"},
    ),
    Page(
        *("flows/migrating.py form proposal", HEAD, MOVE, lambda s: s.proposal),
        form={"proposal": "{given}", "case": "987654.1", "key": "proposal-{given}"},
    ),
    Page(
        *("flows/migrating.py form case", HEAD, MOVE, a_run, "987654.4"),
        form={"proposal": "987654", "case": "{given}", "key": "case-{given}"},
    ),
    Page(
        *("flows/rehearsing.py form number", DRAFTER, f"{AT_THE_VERSION}/rehearsal/case", our_number, "无〔2026〕1号"),
        form={"number": "{given}"},
    ),
    Page(
        "flows/replaying.py args cursor", DRAFTER, f"{AT_THE_VERSION}/replay/slice?cursor={{given}}", cursor, "nonsense"
    ),
    Page(
        *("interface/attempts.py form *", Role.SYSTEM_ADMIN, "/interface/keys/new", lambda s: s.things["person_id"]),
        form={"name": "督办平台", "scopes": "acts:write", "person": "{given}", "days": "30", "reason": "联网"},
    ),
    Page("journal/pages.py args person", Role.AUDIT_ADMIN, "/journal?person={given}", lambda s: s.things["person_id"]),
    *(
        Page(f"paging.py args {way}", role, f"{address}?{way}={{given}}", token_of(kind), "")
        for way in ("before", "behind")
        for role, address, kind in ((HANDLER, "/cases", "case_id"), (HANDLER, "/done", "step_id"))
    ),
    Page("tasks/lists.py form task", HANDLER, "/pool/claim", lambda s: s.things["task_id"], form={"task": "{given}"}),
    Page(
        *("request_scope.py form key", HEAD, MOVE, lambda _: "ours", "nobodys"),
        form={"proposal": "987654", "case": "987654.1", "key": "{given}"},
    ),
]


def test_every_parameter_has_its_row_and_every_row_its_parameter(street: Street) -> None:
    document = street.site.app.extensions["interface"]
    made, written = parameters_of_pages() | parameters_of_programs(document), rows()

    assert sorted(made - set(written)) == [], "Say in tests/webapp/parameters.txt what the new parameter names"
    assert sorted(set(written) - made) == [], "A row of tests/webapp/parameters.txt has no parameter any more"
    assert [row for row, said in written.items() if not said] == []


def test_every_row_that_says_so_is_tried_here() -> None:
    tried = {one.row for one in PAGES} | set(PROGRAMS) | {"tasks/pages.py form person"}

    assert tried == {row for row, said in rows().items() if said == "tried"}


@pytest.mark.parametrize("page", PAGES, ids=lambda one: f"{one.row} {one.address}")
def test_what_is_ours_is_told_as_what_is_nobodys(street: Street, page: Page) -> None:
    given, client = page.ours(street), street.stranger(page.role)
    assert str(given)

    ours, nobodys = page.ask(street, client, given), page.ask(street, client, page.nobodys)

    # A number that is longer than few figures stands nowhere by chance.
    meant = {page.nobodys: given} if page.nobodys and len(str(page.nobodys)) > len("12345") else {}
    assert told(ours, meant) == told(nobodys, meant)
    assert ours.status_code in {200, 303, 404, 409, 422}
    assert our_number(street) not in ours.text or our_number(street) == given


def test_a_task_is_given_to_nobody_next_door(street: Street) -> None:
    holder, task = street.site.browser("lin"), street.things["task_id"]
    sent = [{"person": str(one), "reason": "出差"} for one in (*street.people.values(), UNKNOWN)]

    answers = [holder.post(f"/tasks/{task}/transfer", data=data) for data in sent]

    assert {told(one) for one in answers} == {told(answers[-1])}
    assert answers[-1].status_code == 403
    assert "邻某" not in answers[0].text


def a_list(address: str, kind: str) -> Callable[[Street], list[Any]]:
    """Return how a list of a program goes on behind one of our rows, and from its beginning."""
    return lambda street: [street.program.get(address, after=after) for after in (worded((street.things[kind],)), "")]


def two_keys(post: Callable[[Street, str], TestResponse]) -> Callable[[Street], list[Any]]:
    """Return how something answers under a key that an application of ours has used, and under a new one."""

    def ask(street: Street) -> list[Any]:
        street.own_program.upload("ours.pdf", b"ours", key="20260518-0001")
        return [post(street, key) for key in ("20260518-0001", "20260518-0002")]

    return ask


def doing(street: Street, address: str, answers: Mapping[str, object], key: str = "") -> TestResponse:
    return street.program.post(address, {"version": 1, "answers": dict(answers)}, key=key)


# What next door may send to its own addresses, with something of ours in it and with something of nobody's.
PROGRAMS: dict[str, Callable[[Street], list[Any]]] = {
    "GET /cases query after": a_list("/cases", "case_id"),
    "GET /tasks query after": a_list("/tasks", "task_id"),
    "GET /legacy-cases query after": a_list("/legacy-cases", "case_id"),
    "POST /cases/{case_id}/acts/{act_id} body answers": lambda s: [
        s.own_program.post(
            f"/cases/{s.site.office.case_id}/acts/request_recusal",
            {"version": s.site.version, "answers": {"person": str(one), "reason": "近亲属"}},
        )
        for one in (next(iter(s.people.values())), UNKNOWN)
    ],
    "POST /cases header Idempotency-Key": two_keys(lambda s, key: s.program.post("/cases", {"answers": {}}, key=key)),
    "POST /uploads header Idempotency-Key": two_keys(lambda s, key: s.program.upload("theirs.pdf", b"x", key=key)),
    "POST /tasks/{task_id}/complete header Idempotency-Key": two_keys(
        lambda s, key: doing(s, f"/tasks/{UNKNOWN}/complete", {}, key)
    ),
    "POST /cases/{case_id}/acts/{act_id} header Idempotency-Key": two_keys(
        lambda s, key: doing(s, f"/cases/{UNKNOWN}/acts/add_evidence", {}, key)
    ),
}


@pytest.mark.parametrize("row", PROGRAMS)
def test_a_program_is_told_of_ours_as_of_nobodys(street: Street, row: str) -> None:
    ours, nobodys = PROGRAMS[row](street)

    meant: dict[object, object] = {UNKNOWN: next(iter(street.people.values()))} if "answers" in row else {}
    assert told(ours, meant) == told(nobodys, meant)
    assert ours.status_code in {200, 201, 404, 422}
