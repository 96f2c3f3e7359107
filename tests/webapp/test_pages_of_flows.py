"""下一页、上一页 in the flow room: versions of a procedure, and cases moved to a version, by the last row seen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from tests.builders import Office, an_office
from tests.webapp.office_on_the_web import Website, a_website, counted_statements
from tests.webapp.test_pages_of_lists import walk
from workflows.acts.office.install_flows import PROCESS
from workflows.records.flows import FlowVersion, add_version, count_open_runs, find_bundle, list_versions
from workflows.records.moves import MoveProposal, RunMove, count_moves
from workflows.records.run_tables import runs
from workflows.records.transaction import Records

VERSIONS, MOVES, OPEN = 45, 120, 1500
AGENCY = 1


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    """Return an office with 45 versions of its procedure, and a case that was moved 120 times."""
    office = an_office()
    office.a_case()
    with office.archive.transaction() as records:
        many_versions(office, records)
        many_moves(office, records)
    return a_website(office)


def installed(records: Records) -> FlowVersion:
    """Return the version that cases here run on."""
    return list_versions(records.session, agency_id=AGENCY, process=PROCESS)[-1]


def many_versions(office: Office, records: Records) -> None:
    """Publish the one version again and again, each to begin long after the others."""
    first = installed(records)
    kept = find_bundle(records.session, first.sha)
    assert kept is not None
    for number in range(first.version + 1, first.version + VERSIONS):
        later = office.now.date() + timedelta(days=1000 + number)
        again = replace(first, agency_id=AGENCY, version=number, effective_from=later)
        add_version(records.session, again, files=kept.files)


def many_moves(office: Office, records: Records) -> None:
    """Note that the one case was moved, as often as wanted."""
    run = records.runs.find(office.run_id)
    assert run is not None
    mover = {"moved_by": office.person("林静"), "moved_by_name": "林静", "moved_at": office.now}
    proposal = records.add(
        MoveProposal(
            agency_id=AGENCY,
            to_sha=run.bundle_sha,
            reason="法规调整",
            provision="第十条",
            mapping={},
            proposed_by=office.person("林静"),
            proposed_by_name="林静",
            proposed_at=office.now,
        )
    )
    for number in range(MOVES):
        row = RunMove(
            run_id=run.id,
            case_id=run.case_id,
            from_sha=run.bundle_sha,
            to_sha=run.bundle_sha,
            proposal_id=proposal.id,
            state=b"",
            facts={},
            tasks=[],
            stage="filing",
            version=99,
            reason=f"第{number:03d}次",
            provision="第十条",
            key=f"move-{number}",
            **mover,
        )
        records.add(row)


def test_every_version_stands_on_one_page_and_the_one_in_force_is_always_named(site: Website) -> None:
    client = site.browser("du")
    pages = list(walk(lambda where: client.get(where).text, "/flows"))
    seen = [row for _, rows in pages for row in rows]

    assert [len(rows) for _, rows in pages] == [20, 20, 5]
    assert len(set(seen)) == VERSIONS
    assert [rows for _, rows in walk(lambda where: client.get(where).text, pages[-1][0], "prev")][::-1] == [
        rows for _, rows in pages
    ]
    for address, _ in pages:
        text = client.get(address).text
        assert "现行版本 1" in text
        assert "版本 1 · 现行" in text, "a draft can begin from what is in force"


def test_moves_are_turned_by_the_last_one_seen(site: Website) -> None:
    client, asked = site.browser("he"), []
    with site.office.archive.reading() as records:
        sha = installed(records).sha
    pages = []
    for address, rows in walk(lambda where: client.get(where).text, f"/flows/versions/{sha}/migration/moved"):
        pages.append(rows)
        with counted_statements(site.office) as statements:
            client.get(address)
        asked.append(len(statements))

    assert [len(rows) for rows in pages] == [50, 50, 20]
    assert len({row for rows in pages for row in rows}) == MOVES
    assert len(set(asked)) == 1


def test_cases_under_way_and_moves_are_counted_to_a_thousand() -> None:
    office = an_office()
    office.a_case()
    with office.archive.transaction() as records:
        many_moves(office, records)
        row = dict(records.session.execute(select(runs)).one()._mapping)
        copies = [{name: value for name, value in row.items() if name != "id"} for _ in range(OPEN)]
        records.session.execute(insert(runs), copies)
    with office.archive.reading() as records:
        sha = row["bundle_sha"]
        found = count_open_runs(records.session, [sha, sha, "0" * 64], agency_id=AGENCY)
        assert found == {sha: 1001, "0" * 64: 0}
        assert count_moves(records.session, agency_id=AGENCY, to_sha=sha) == MOVES

    assert "1\u00a0000+" in a_website(office).browser("du").get("/flows").text
