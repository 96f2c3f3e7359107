"""Every step of the example case keeps to its budget: 15 statements and 2 for each paper, one commit (design.md §3)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import event

from tests.acts.prepared import a_case_before
from tests.builders import MOST_STEPS, Office
from tests.engines import IS_POSTGRESQL
from tests.webapp.office_on_the_web import NAMES, a_website, counted_statements
from workflows.records.sign_ins import SignIn

# On PostgreSQL the lock of the run, the agency of the transaction and the calls of its jobs are statements apart.
STATEMENTS, STATEMENTS_FOR_A_PAPER = 18 if IS_POSTGRESQL else 15, 2
# Whoever was last seen a minute ago or longer is noted, in the act's own transaction.
STATEMENTS_FOR_PRESENCE = 1
LOGINS = {name: login for login, name in NAMES.items()}


@contextmanager
def counted_commits(office: Office) -> Iterator[list[object]]:
    """Collect the commits done inside."""
    seen: list[object] = []

    def note(connection: object) -> None:
        seen.append(connection)

    event.listen(office.archive.engine, "commit", note)
    try:
        yield seen
    finally:
        event.remove(office.archive.engine, "commit", note)


def last_seen_a_while_ago(office: Office) -> None:
    """Let everybody come back after five minutes: that they are here again is written with what they do."""
    with office.archive.transaction() as records:
        for one in records.list_where(SignIn):
            one.seen_at -= timedelta(minutes=5)


def test_no_step_asks_the_database_more_often_than_its_budget_allows() -> None:
    site = a_website(a_case_before("verify_source"))
    office, over, done = site.office, [], 0
    while acts := office.open_acts():
        act_id, papers = acts[0], len(office.dossier().papers)
        client = site.browser(LOGINS[office.usual_holder(act_id)])
        form, address = site.answers(act_id), site.address(act_id)
        last_seen_a_while_ago(office)
        with counted_statements(office) as statements, counted_commits(office) as commits:
            answer = client.post(address, data=form)
        office.work()

        asked = sum(not one.startswith("BEGIN") for one in statements)
        for_papers = STATEMENTS_FOR_A_PAPER * (len(office.dossier().papers) - papers)
        allowed = STATEMENTS + STATEMENTS_FOR_PRESENCE + for_papers
        assert answer.status_code == 303, (act_id, answer.text[:2000])
        if asked > allowed or len(commits) != 1:
            over.append((act_id, asked, allowed, len(commits)))
        done += 1
        assert done < MOST_STEPS

    assert over == []
    assert done > 20
