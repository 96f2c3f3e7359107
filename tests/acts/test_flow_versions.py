"""From when a version is in force and for which cases, that nothing published ever changes, and whose it is."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.acts.flow_drafting import (
    OTHER_LABEL,
    TABLE,
    agency,
    approve,
    begin,
    edit,
    file_of,
    noted,
    published,
    save,
    submit,
    versions,
    withdraw,
)
from tests.acts.prepared import change
from tests.builders import Office, an_office
from workflows.acts.office.install_flows import PROCESS
from workflows.errors import NotFoundError
from workflows.forms import FormError
from workflows.records.flows import find_version_in_force
from workflows.records.transaction import Archive


@pytest.fixture(name="office")
def _office() -> Office:
    return an_office()


def test_a_case_registered_the_day_before_stays_on_the_old_version_and_one_on_the_day_gets_the_new(
    office: Office,
) -> None:
    old = versions(office)[0].sha
    new = published(office).sha

    office.at("2026-05-31").a_case()
    assert office.dossier().run.bundle_sha == old
    office.at("2026-06-01").a_case()
    assert office.dossier().run.bundle_sha == new
    assert len({old, new}) == 2


def test_a_case_under_way_finishes_on_its_own_version(office: Office) -> None:
    office.a_case()
    before = office.dossier().run.bundle_sha
    published(office)

    office.at("2026-06-02").walk_to("approve_filing")

    assert office.dossier().run.bundle_sha == before


def test_a_version_is_in_force_until_the_next_day_comes_even_if_another_was_published_since(office: Office) -> None:
    first = begin(office)
    edit(office, first)
    submit(office, first, effective_from=["2027-01-01"])
    later = approve(office, first, effective_from=["2027-01-01"])
    second = begin(office, base=versions(office)[1].sha)
    edit(office, second, label=OTHER_LABEL)
    submit(office, second, is_reconciled=["yes"])
    sooner = approve(office, second)

    with office.archive.reading() as records:
        found = {
            day: find_version_in_force(records.session, PROCESS, on=day, agency_id=agency(office))
            for day in (later.effective_from, sooner.effective_from)
        }
    assert found[later.effective_from] == (later.sha, 2)
    assert found[sooner.effective_from] == (sooner.sha, 3)


def test_a_version_approved_late_begins_no_earlier_than_its_approval(office: Office) -> None:
    draft = begin(office)
    edit(office, draft)
    submit(office, draft, effective_from=["2026-05-20"])
    office.at("2026-05-25")

    with pytest.raises(FormError):
        approve(office, draft, effective_from=["2026-05-20"])
    assert approve(office, draft, effective_from=["2026-05-25"]).effective_from.isoformat() == "2026-05-25"


@pytest.mark.parametrize("table", ["bundles", "flow_versions"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET process = 'x'", "DELETE FROM {}"])
def test_what_was_published_cannot_be_changed_by_anybody(office: Office, table: str, statement: str) -> None:
    published(office)

    with pytest.raises(DBAPIError, match="sealed"):
        change(office, statement.format(table))


def test_another_agencys_draft_is_not_there_and_its_version_is_in_force_nowhere_else(office: Office) -> None:
    draft = begin(office)
    edit(office, draft)
    submit(office, draft)
    approve(office, draft)
    with office.archive.transaction() as records:
        records.session.execute(
            text(
                "INSERT INTO agencies (id, name, short_name, code, uscc, level, domain, address, phone, contact, "
                "reconsideration_body, court, police, bank, bank_account) "
                "SELECT 99, '邻县民政局', '邻', '999999', uscc, level, domain, '', '', '', '', '', '', '', '' "
                "FROM agencies"
            )
        )
        records.session.execute(
            text("UPDATE people SET agency_id = 99, unit_id = NULL WHERE id = :one"), {"one": office.people["杜鹃"]}
        )

    with pytest.raises(NotFoundError):
        withdraw(office, draft)
    assert [one.version for one in versions(office)] == [1]


def test_another_process_registers_on_the_new_version_as_soon_as_it_is_published(office: Office) -> None:
    another = replace(office, archive=Archive(str(office.archive.engine.url)), means=replace(office.means, _flows={}))
    another.a_case()
    old = another.dossier().run.bundle_sha

    draft = begin(office)
    edit(office, draft)
    submit(office, draft, effective_from=["2026-05-18"])
    new = approve(office, draft, effective_from=["2026-05-18"]).sha
    another.a_case()

    assert another.dossier().run.bundle_sha == new != old


def a_loosened_draft(office: Office) -> int:
    """Return a submitted draft whose catalogue begins later for organisations."""
    draft = begin(office)
    text = str(file_of(office, draft, TABLE).text)
    save(office, draft, TABLE, text.replace("&gt;= 5000000", "&gt;= 8000000"))
    submit(office, draft)
    return draft


def test_a_loosening_is_published_only_when_it_is_accepted_with_its_provision(office: Office) -> None:
    draft = a_loosened_draft(office)

    with pytest.raises(FormError) as error:
        approve(office, draft)
    assert set(error.value.errors) == {"accept_0", "provision_0"}
    with pytest.raises(FormError):
        approve(office, draft, accept_0=["yes"], provision_0=[" "])
    version = approve(office, draft, accept_0=["yes"], provision_0=["《自治区目录》第四条"])

    assert [(one["code"], one["provision"]) for one in version.loosened] == [
        ("loosened-review", "《自治区目录》第四条")
    ]
    assert versions(office)[0].loosened == version.loosened
    assert "《自治区目录》第四条" in str(noted(office, "FlowPublished")[-1]["loosened"])
