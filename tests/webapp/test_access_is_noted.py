import re
from base64 import b64decode
from io import BytesIO

from tests.acts.prepared import a_case_before
from tests.builders import an_office
from tests.webapp.office_on_the_web import Website, a_website


def last(site: Website) -> tuple[int, str, int, object]:
    """Return the newest entry of the access journal: case, kind, who, what."""
    entry = site.noted()[-1]
    return entry.case_id, entry.kind, entry.actor_id, entry.body["body"]


def test_a_refused_act_is_noted_with_its_reason() -> None:
    site = a_website(a_case_before("approve_filing"))

    site.press(site.browser("lin"), "approve_filing")

    text = "此事项由机关负责人办理，您没有该职责（处罚法54条2款）"
    assert last(site) == (
        site.office.case_id,
        "Refused",
        site.office.person("林静"),
        {"act": "approve_filing", "code": "role-missing", "text": text},
    )


def test_reading_and_downloading_a_paper_are_noted_with_its_hash() -> None:
    site = a_website(a_case_before("assign_officers"))
    dossier, client = site.office.dossier(), site.browser("sun")
    paper = dossier.papers[0]
    sha = dossier.paper_files[paper.id].sha
    noted = []

    for address in (f"/papers/{paper.id}", f"/papers/{paper.id}/file"):
        client.get(address)
        noted.append(last(site))

    sun = site.office.person("孙国强")
    assert noted == [
        (site.office.case_id, kind, sun, {"what": what, "key": str(paper.id), "file_sha": sha})
        for kind, what in (("Viewed", "paper"), ("Downloaded", "paper-file"))
    ]


def test_the_preview_draws_what_it_carries_and_asks_for_no_file() -> None:
    site = a_website(a_case_before("assign_officers"))
    paper = site.office.dossier().papers[0]

    page = site.browser("sun").get(f"/papers/{paper.id}").text

    carried = re.search(r'data-content="([^"]+)"', page)
    assert carried is not None
    assert b64decode(carried[1]) == site.browser("sun").get(f"/papers/{paper.id}/file").data
    assert "data-url" not in page


def test_the_access_journal_names_papers_cases_and_chains() -> None:
    site = a_website(a_case_before("assign_officers"))
    paper, case = site.office.dossier().papers[0], site.office.dossier().case
    for address in (f"/papers/{paper.id}", f"/papers/{paper.id}/file"):
        site.browser("sun").get(address)

    page = site.browser("audit").get("/journal").text.partition("<tbody>")[2]

    assert f"查阅文书 《{paper.title}》" in page
    assert f"下载文书 《{paper.title}》" in page
    assert f'lang="zh-CN">{case.number}</a>' in page
    assert [one.strip() for one in re.findall(r'data-l="链内序号">(\d+)<', page)] == ["2", "1"]


def test_downloading_evidence_is_noted() -> None:
    site = a_website(a_case_before("investigate"))
    lin = site.browser("lin")
    form = {**site.answers("add_evidence"), "file": (BytesIO(b"lease"), "合同.pdf")}
    lin.post(site.address("add_evidence"), data=form, content_type="multipart/form-data")
    evidence = site.office.dossier().evidence[-1]

    lin.get(f"/evidence/{evidence.id}/file")

    told = {"what": "evidence-file", "key": str(evidence.id), "file_sha": evidence.file_sha}
    assert last(site) == (site.office.case_id, "Downloaded", site.office.person("林静"), told)


def test_the_informant_is_shown_to_handlers_alone_and_every_look_is_noted() -> None:
    office = an_office()
    office.a_case(informant_name="何举报", informant_phone="13900000002")
    site = a_website(office)
    lin, wu = site.browser("lin"), site.browser("wu")

    by_handler, by_leader = (
        lin.get(f"/cases/{office.case_id}?overview=1"),
        wu.get(f"/cases/{office.case_id}?overview=1"),
    )

    assert "何举报" in by_handler.text
    assert "何举报" not in by_leader.text
    assert [(one.kind, one.actor_id) for one in site.noted()] == [("Viewed", office.person("林静"))]
    assert f"查看实名举报人 {office.dossier().case.number}" in site.browser("audit").get("/journal").text


def test_the_auditor_reads_the_journal_and_verifies_it() -> None:
    site = a_website(a_case_before("approve_filing"))
    site.press(site.browser("lin"), "approve_filing")
    auditor = site.browser("audit")

    page, asked = auditor.get("/journal"), auditor.post("/journal/verify")
    site.office.work()
    verified = auditor.get(asked.headers["Location"])
    case = auditor.get(f"/journal/cases/{site.office.case_id}")

    assert "立案审批：此事项由机关负责人办理" in page.text
    assert "全部日志链条校验一致" in verified.text
    assert "案件登记" in case.text


def test_nobody_but_the_auditor_reads_the_access_journal() -> None:
    site = a_website(an_office())

    answers = [
        site.browser(login).get("/journal").status_code for login in ("lin", "wang", "zhou", "admin", "security")
    ]

    assert answers == [403] * 5
