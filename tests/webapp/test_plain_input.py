"""What no database of ours can hold is answered alike on both engines: numbers beyond a row's, and NUL characters."""

import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.an_application import Application, a_key
from tests.webapp.office_on_the_web import Website, a_website
from workflows.questions.paging import LARGEST_ROW
from workflows.records.cases import Case
from workflows.records.outcomes import Payment
from workflows.vocabulary.scopes import ACTS_WRITE


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    return a_website(a_case_before("approve_filing"))


@pytest.mark.parametrize("number", [LARGEST_ROW, LARGEST_ROW + 1, 10**15, 2**63])
@pytest.mark.parametrize("address", ["/cases/{}", "/papers/{}/file", "/tasks/{}", "/people/{}"])
def test_a_number_no_row_can_have_finds_nothing(site: Website, address: str, number: int) -> None:
    assert site.browser("lin").get(address.format(number)).status_code == 404


@pytest.mark.parametrize(
    "address", ["/public?q=%00", "/cases?q=%00%00", "/cases/1%00", "/flows/%00", "/sign-in?next=%00", "/static/%00.css"]
)
def test_a_nul_anywhere_in_an_address_is_no_failure(site: Website, address: str) -> None:
    assert site.browser("lin").get(address, follow_redirects=True).status_code in {200, 404}


def test_a_nul_in_a_form_is_not_kept(site: Website) -> None:
    client = site.browser("lin")
    form = site.answers("register_source", summary="永宁公司\0存放遗体", key="with a nul\0")

    assert client.post("/cases/new", data=form).status_code == 303

    with site.office.archive.reading() as records:
        newest = records.find_where(Case)
    assert newest is not None
    assert "\0" not in f"{newest.source_detail}{newest.title}"


def test_a_nul_in_what_an_application_sends_is_not_kept() -> None:
    site = a_website(a_case_before("approve_filing"))
    program = Application(site, a_key(site.office, ACTS_WRITE, person="wu"))

    done = program.complete("approve_filing", opinion="同\0意")

    assert done.status_code == 200, done.text
    assert site.steps("approve_filing") == 1


def test_amounts_of_any_size_are_kept(site: Website) -> None:
    """A fine of thirty million 元 is three thousand million 分, more than PostgreSQL's common whole number holds."""
    office, amount = site.office, 3_000_000_000
    paid = Payment(
        run_id=office.run_id,
        fine=amount,
        confiscation=amount,
        surcharge=amount,
        paid_on=office.now.date(),
        receipt="1",
        entered_by=office.person("林静"),
        entered_at=office.now,
    )
    with office.archive.rehearsal() as records:
        number = records.add(paid).id
        records.session.expire_all()
        kept = records.get(Payment, number)
        assert (kept.fine, kept.confiscation, kept.surcharge) == (amount,) * 3
