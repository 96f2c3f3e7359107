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
        (site.office.case_id, "Viewed", sun, {"what": what, "key": str(paper.id), "file_sha": sha})
        for what in ("paper", "paper-file")
    ]


def test_downloading_evidence_is_noted() -> None:
    site = a_website(a_case_before("investigate"))
    lin = site.browser("lin")
    form = {**site.answers("add_evidence"), "file": (BytesIO(b"lease"), "合同.pdf")}
    lin.post(site.address("add_evidence"), data=form, content_type="multipart/form-data")
    evidence = site.office.dossier().evidence[-1]

    lin.get(f"/evidence/{evidence.id}/file")

    told = {"what": "evidence-file", "key": str(evidence.id), "file_sha": evidence.file_sha}
    assert last(site) == (site.office.case_id, "Viewed", site.office.person("林静"), told)


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


def test_the_auditor_reads_the_journal_and_verifies_it() -> None:
    site = a_website(a_case_before("approve_filing"))
    site.press(site.browser("lin"), "approve_filing")
    auditor = site.browser("audit")

    page, verified = auditor.get("/journal"), auditor.post("/journal/verify", follow_redirects=True)
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
