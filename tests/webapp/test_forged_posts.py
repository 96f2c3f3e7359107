import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.office_on_the_web import Website, a_website, token_in


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    return a_website(a_case_before("approve_filing"), checks_tokens=True)


@pytest.mark.parametrize(
    "address",
    [
        "/tasks/{task}",
        "/tasks/{task}/draft",
        "/tasks/{task}/claim",
        "/tasks/{task}/transfer",
        "/cases/new",
        "/cases/{case}/acts/add_evidence",
        "/sign-in",
        "/sign-out",
        "/journal/verify",
        "/language",
        "/text-size",
    ],
)
def test_a_post_without_the_pages_token_is_refused_and_does_nothing(site: Website, address: str) -> None:
    steps, entries = len(site.office.dossier().steps), len(site.noted())
    task = site.office.task("approve_filing")

    answer = site.browser("wu").post(
        address.format(task=task.id, case=site.office.case_id), data=site.answers("approve_filing")
    )

    assert answer.status_code == 400
    assert "这次提交无法识别" in answer.text
    assert (len(site.office.dossier().steps), len(site.noted())) == (steps, entries)


def test_a_post_with_the_token_of_another_session_is_refused(site: Website) -> None:
    stolen = token_in(site.browser("zhou").get("/tasks").text)

    answer = site.browser("wu").post("/language", data={"language": "en", "csrf_token": stolen})

    assert answer.status_code == 400


def test_with_its_token_the_form_is_taken() -> None:
    site = a_website(a_case_before("approve_filing"), checks_tokens=True)
    client = site.browser("wu")
    token = token_in(client.get(site.address("approve_filing")).text)

    answer = site.press(client, "approve_filing", csrf_token=token)

    assert answer.status_code == 303
    assert site.office.facts["filing"] == "filed"
