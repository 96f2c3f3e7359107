"""What comes into the flow room from outside: the shipped flow, a later release, and files drawn elsewhere."""

from io import BytesIO
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import pytest

from tests.acts.flow_drafting import (
    NOTICE,
    approve,
    begin,
    drop,
    edit,
    file_of,
    noted,
    refused,
    stored,
    submit,
    versions,
)
from tests.builders import ROOT, Office, an_office
from workflows.acts.office.import_draft_files import import_draft_files
from workflows.acts.office.install_flows import install_flows
from workflows.records.flow_drafts import FlowDraft


@pytest.fixture(name="office")
def _office() -> Office:
    return an_office()


def shipped(office: Office, folder: Path) -> str:
    """Let a release of the software install what it ships."""
    with office.archive.transaction() as records:
        return install_flows(folder, records=records, now=office.now)


def a_release(tmp_path: Path) -> Path:
    """Return what a later release ships: the same flow with a changed drawing."""
    folder = tmp_path / "bpmn"
    copytree(ROOT / "bpmn", folder)
    notice = folder / NOTICE
    notice.write_text(notice.read_text("utf-8") + "<!-- 新版 -->", "utf-8")
    return folder


def drafts(office: Office) -> list[FlowDraft]:
    with office.archive.reading() as records:
        return records.list_where(FlowDraft)


def test_what_is_installed_is_proved_and_in_the_journal(office: Office) -> None:
    assert [(one.version, one.proof) for one in versions(office)] == [(1, "proved")]
    assert [one["sha"] for one in noted(office, "FlowPublished")] == [versions(office)[0].sha]


def test_the_same_release_installed_again_changes_nothing(office: Office) -> None:
    shipped(office, ROOT / "bpmn")

    assert len(versions(office)) == 1
    assert drafts(office) == []


def test_a_later_release_arrives_as_a_draft_once_and_replaces_nothing(office: Office, tmp_path: Path) -> None:
    before, release = versions(office), a_release(tmp_path)

    in_force = shipped(office, release)
    shipped(office, release)

    assert (in_force, versions(office)) == (before[0].sha, before)
    assert [(one.title, one.base_sha) for one in drafts(office)] == [("随软件更新提供", before[0].sha)]
    draft = drafts(office)[0].id
    drop(office, draft)
    shipped(office, release)
    assert len(drafts(office)) == 1


def test_an_arrived_draft_is_submitted_and_approved_like_any_other(office: Office, tmp_path: Path) -> None:
    shipped(office, a_release(tmp_path))
    draft = drafts(office)[0].id

    submit(office, draft)

    assert approve(office, draft).version == 2


def an_archive(**files: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def reads_in(office: Office, draft: int, name: str, content: bytes, *, revision: int = 0) -> list[str]:
    with office.archive.transaction() as records:
        return list(
            import_draft_files(
                draft, (name, content), revision, actor=office.actor("杜鹃"), records=records, now=office.now
            )
        )


def test_a_file_from_another_tool_takes_the_place_of_the_one_it_is_called_like(office: Office) -> None:
    draft = begin(office)

    assert reads_in(office, draft, "C:\\图\\penalty_ordinary.bpmn", "\ufeff<图>".encode()) == [
        "procedures/penalty_ordinary.bpmn"
    ]
    assert file_of(office, draft, "procedures/penalty_ordinary.bpmn").text == "<图>"
    assert reads_in(office, draft, "risk.bpmn", b"<x/>", revision=1) == ["parts/risk.bpmn"]
    assert reads_in(office, draft, "risk.json", b"{}", revision=2) == ["forms/risk.json"]
    assert [one["change"] for one in noted(office, "FlowDraftChanged")] == ["begun", *["imported"] * 3]


def test_an_archive_is_read_in_whole_and_what_it_has_besides_stays_outside(office: Office) -> None:
    draft = begin(office)
    content = an_archive(**{"flow/parts/notice.bpmn": "<甲>", "flow/tables/new.dmn": "<乙>", "flow/README.md": "丙"})

    assert sorted(reads_in(office, draft, "flow.zip", content)) == [NOTICE, "tables/new.dmn"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.exe", b"x", "import-name"),
        ("风险.bpmn", b"<x/>", "import-name"),
        ("", b"", "import-name"),
        ("x.bpmn", "流程图".encode("gb18030"), "import-encoding"),
        ("x.bpmn", b"x" * 1_000_001, "file-size"),
        ("x.zip", b"not an archive", "import-archive"),
        ("x.zip", an_archive(**{"README.md": "x"}), "import-empty"),
        ("x.zip", an_archive(**{"../../parts/evil.exe": "x"}), "import-empty"),
        ("x.zip", an_archive(**{"parts/big.bpmn": "x" * 5_000_000}), "file-size"),
        ("x.zip", an_archive(**{f"parts/p{n}.bpmn": "x" for n in range(201)}), "too-many-files"),
    ],
)
def test_what_cannot_be_read_in_is_refused_and_changes_nothing(
    office: Office, name: str, content: bytes, code: str
) -> None:
    draft = begin(office)

    assert refused(reads_in, office, draft, name, content) == code
    assert stored(office, draft).revision == 0


def test_an_import_never_overwrites_what_was_saved_since_the_page_was_opened(office: Office) -> None:
    draft = begin(office)
    edit(office, draft)

    assert refused(reads_in, office, draft, "notice.bpmn", b"<x/>") == "draft-overtaken"
