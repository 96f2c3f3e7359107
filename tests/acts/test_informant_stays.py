"""举报人信息保密: who reported a case leaves with no dossier and no export, and the dossier still proves itself."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pytest

from tests.acts.dossiers import exported, faults
from tests.acts.sealing import witnessed
from tests.acts.test_errands import ask
from tests.builders import Office, an_office
from tests.webapp.an_application import EVERYTHING, Application, a_key
from tests.webapp.office_on_the_web import a_website
from workflows.acts.office.errands import request_of_case
from workflows.records.errands import Errand
from workflows.vocabulary.errands import ErrandKind

NAME, PHONE = "欧阳举报一", "13712345678"


@pytest.fixture(name="office", scope="module")
def _office() -> Office:
    office = witnessed(an_office())
    office.a_case(source_kind="report", informant_name=NAME, informant_phone=PHONE)
    office.walk_to("approve_filing")
    office.do("approve_filing")
    return office


def unpacked(content: bytes) -> Mapping[str, bytes]:
    """Return everything inside a file, archives in archives too."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except BadZipFile:
        return {"": content}
    return {f"{name}/{inner}": one for name, member in members.items() for inner, one in unpacked(member).items()}


def places_of_the_informant(content: bytes) -> list[str]:
    words = [word.encode(coding) for word in (NAME, PHONE) for coding in ("utf-8", "gb18030", "utf-16-le")]
    words += [NAME.encode("unicode_escape"), NAME.encode("ascii", "xmlcharrefreplace")]
    return [name for name, one in unpacked(content).items() if any(word in one for word in words)]


def made(office: Office, errand_id: int) -> bytes:
    """Return the result of an errand."""
    office.work()
    with office.archive.reading() as records:
        row = records.get(Errand, errand_id)
        return office.means.storage.parcels.get(row.sha)


def test_it_is_there_to_be_kept_back(office: Office) -> None:
    """A negative control: the office knows, and what is looked for would be found."""
    case = office.dossier().case

    assert case.informant == {"name": NAME, "phone": PHONE}
    assert places_of_the_informant(f"x {NAME} y".encode()) == [""]


def test_the_dossier_holds_nothing_of_the_informant_and_proves_itself(office: Office) -> None:
    contents = exported(office)

    assert {name: places_of_the_informant(one) for name, one in contents.items() if places_of_the_informant(one)} == {}
    assert "举报人信息依法保密".encode() in contents["steps.jsonl"]
    assert faults(contents) == []


def test_no_export_holds_anything_of_the_informant(office: Office) -> None:
    lists = [ask(office, kind) for kind in (ErrandKind.CASE_LIST, ErrandKind.EVENT_LOG)]
    with office.archive.transaction() as records:
        actor = office.actor("林静")
        data = request_of_case(ErrandKind.CASE_FILES, office.case_id, actor=actor, records=records, now=office.now).id

    assert [places_of_the_informant(made(office, one)) for one in (*lists, data)] == [[], [], []]


def test_no_program_is_told_of_the_informant() -> None:
    office = witnessed(an_office())
    office.a_case(source_kind="report", informant_name=NAME, informant_phone=PHONE)
    site = a_website(office)
    program, case = Application(site, a_key(office, *EVERYTHING, person="lin")), f"/cases/{office.case_id}"

    for address in (case, f"{case}/journal", f"{case}/papers", f"{case}/evidence", f"{case}/export", "/cases"):
        answer = program.get(address)
        assert answer.status_code == 200, address
        assert places_of_the_informant(answer.data) == [], address
