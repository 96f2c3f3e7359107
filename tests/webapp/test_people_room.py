"""人员和证件 on the page: who may change a credential, and what that does to open tasks."""

import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.office_on_the_web import Website, a_website
from workflows.records.people import Credential

NEW = {
    "kind": "enforcement",
    "number": "YZ53999999",
    "valid_from": "2026-05-01",
    "valid_to": "2030-05-01",
    "reason": "换发新证",
}


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(a_case_before("investigate"))


def credential(site: Website, name: str) -> int:
    with site.office.archive.reading() as records:
        found = records.find_where(Credential, Credential.person_id == site.office.person(name))
    assert found is not None
    return found.id


@pytest.mark.parametrize(
    ("login", "sees"), [("he", True), ("security", True), ("lin", False), ("zhou", False), ("admin", False)]
)
def test_only_the_legal_head_and_the_security_administrator_change_credentials(
    site: Website,
    login: str,
    sees: bool,  # noqa: FBT001 -- a row of the table
) -> None:
    client, one = site.browser(login), credential(site, "林静")

    person, form = client.get(f"/people/{site.office.person('林静')}"), client.get(f"/people/credentials/{one}")
    pressed = [
        client.post(f"/people/credentials/{one}", data={}),
        client.post(f"/people/{site.office.person('林静')}/credentials", data={}),
    ]

    assert person.status_code == 200
    assert ("登记证件" in person.text) is sees
    assert form.status_code == (200 if sees else 403)
    assert [answer.status_code for answer in pressed] == ([422, 422] if sees else [403, 403])


def test_suspending_freezes_and_restoring_thaws_and_the_list_counts_it(site: Website) -> None:
    he, one = site.browser("he"), credential(site, "林静")

    suspended = he.post(
        f"/people/credentials/{one}", data={"change": "suspend", "reason": "年度考核不合格"}, follow_redirects=True
    ).text
    listed = he.get("/people").text
    restored = he.post(
        f"/people/credentials/{one}", data={"change": "restore", "reason": "补考合格"}, follow_redirects=True
    ).text

    assert "1 项待办因此冻结" in suspended
    assert "年度考核不合格" in suspended
    assert "冻结 1 项" in listed
    assert "1 项待办解除冻结" in restored
    assert "冻结 1 项" not in he.get("/people").text
    assert not site.office.task("investigate").is_frozen


def test_a_revoked_credential_offers_no_further_change(site: Website) -> None:
    he, one = site.browser("he"), credential(site, "林静")

    page = he.post(
        f"/people/credentials/{one}", data={"change": "revoke", "reason": "调离"}, follow_redirects=True
    ).text
    again = he.post(f"/people/credentials/{one}", data={"change": "restore", "reason": "调回"})

    assert "收回、注销" in page
    assert f"/people/credentials/{one}" not in page
    assert again.status_code == 409
    assert "不能再变更" in again.text


def test_a_new_credential_is_registered_and_a_known_number_refused(site: Website) -> None:
    he, address = site.browser("he"), f"/people/{site.office.person('林静')}/credentials"

    first, second = he.post(address, data=NEW, follow_redirects=True), he.post(address, data=NEW)

    assert "YZ53999999" in first.text
    assert second.status_code == 409
    assert "已经登记" in second.text


def test_everybody_finds_the_own_page(site: Website) -> None:
    page = site.browser("lin").get("/people/me", follow_redirects=True)

    assert "YZ53990001" in page.text
    assert page.request.path == f"/people/{site.office.person('林静')}"


def test_a_person_nobody_knows_is_not_found(site: Website) -> None:
    he = site.browser("he")

    answers = [
        he.get("/people/999"),
        he.get("/people/credentials/999"),
        he.post("/people/999/credentials", data=NEW),
        he.post("/people/credentials/999", data={"change": "revoke", "reason": "x"}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
