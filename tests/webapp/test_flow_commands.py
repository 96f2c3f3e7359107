"""``fashen flow``: diff, export, import and publish from the shell; every mistake in one sentence with exit code 2."""

import json
import os
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.acts.flow_drafting import begin, edit, stored, submit
from tests.builders import ROOT, Office, an_office
from tests.engines import url_of
from tests.webapp.test_commands import Installation
from workflows.records.flow_drafts import texts_of

REVIEW = "parts/legal_review.bpmn"


class Shell(Installation):
    """The command in the data folder of an office."""

    def __init__(self, office: Office) -> None:
        super().__init__(Path(str(office.means.storage.address)).parent)
        self.office = office

    def run(self, *arguments: str, given: str = "") -> tuple[int, str]:
        """Return the exit code and everything the command said, over the office's database."""
        before = os.environ.get("FASHEN_DATABASE_URL")
        os.environ["FASHEN_DATABASE_URL"] = url_of(self.office.archive)
        try:
            return super().run(*arguments, given=given)
        finally:
            os.environ.pop("FASHEN_DATABASE_URL")
            if before is not None:
                os.environ["FASHEN_DATABASE_URL"] = before


@pytest.fixture(name="shell")
def _shell() -> Shell:
    return Shell(an_office())


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Return a copy of the shipped flow with one label changed."""
    copied = tmp_path / "changed"
    for part in ("procedures", "parts", "tables", "promises"):
        shutil.copytree(ROOT / "bpmn" / part, copied / part)
    text = (copied / REVIEW).read_text("utf-8")
    (copied / REVIEW).write_text(text.replace('name="逐项审核"', 'name="逐条审核"'), "utf-8")
    return copied


def test_two_folders_are_compared_without_any_installation(tmp_path: Path, folder: Path) -> None:
    nowhere = Installation(tmp_path / "none")

    same = nowhere.run("flow", "diff", str(ROOT / "bpmn"), str(ROOT / "bpmn"))
    other = nowhere.run("flow", "diff", str(ROOT / "bpmn"), str(folder))

    assert same == (0, "没有差别\n")
    assert other == (1, f"已修改  {REVIEW}  环节“逐项审核”的名称由“逐项审核”改为“逐条审核”\n")
    assert not (tmp_path / "none").exists()


def test_a_difference_is_printed_as_json(tmp_path: Path, folder: Path) -> None:
    code, said = Installation(tmp_path / "none").run("flow", "diff", str(folder), str(ROOT / "bpmn"), "--json")

    assert code == 1
    (change,) = json.loads(said)
    assert (change["element"], change["kind"], change["file"]) == ("examine_case", "changed", REVIEW)


def test_a_version_is_exported_and_differs_from_nothing_but_what_was_changed(
    shell: Shell, folder: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "flow.zip"

    code, said = shell.run("flow", "export", "penalty_ordinary@1", "-o", str(archive))

    assert (code, said[:4]) == (0, "已导出 ")
    assert REVIEW in ZipFile(archive).namelist()
    assert shell.run("flow", "diff", "penalty_ordinary@1", str(archive)) == (0, "没有差别\n")
    assert shell.run("flow", "diff", "penalty_ordinary@1", str(folder))[0] == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("diff", "nothing", "nothing"), "没有找到文件 nothing"),
        (("diff", "penalty_ordinary@9", "penalty_ordinary@1"), "没有版本 penalty_ordinary@9，现有：penalty_ordinary@1"),
        (("export", "penalty_ordinary", "-o", "x.zip"), "请写成 流程编号@版本号"),
        (("export", "penalty_ordinary@1", "-o", "none/none/x.zip"), "不能写入"),
        (("import", "nothing", "--by", "du"), "没有找到文件 nothing"),
        (("publish", "99", "--by", "he"), "没有编号为 99 的草稿"),
        (("publish", "99", "--by", "nobody"), "没有用户名为 nobody 的在岗人员"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(shell: Shell, arguments: tuple[str, ...], told: str) -> None:
    code, said = shell.run("flow", *arguments)

    assert code == 2
    assert told in said
    assert len(said.splitlines()) == 1


def test_a_folder_without_diagrams_and_a_broken_archive_are_refused(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.zip").write_bytes(b"PK")

    assert shell.run("flow", "diff", str(tmp_path / "empty"), str(tmp_path / "empty"))[0] == 2
    code, said = shell.run("flow", "diff", str(tmp_path / "broken.zip"), str(tmp_path / "broken.zip"))
    assert (code, "不是完整的 zip 文件" in said) == (2, True)


def test_a_flow_is_imported_as_a_draft_that_holds_exactly_its_files(shell: Shell, folder: Path) -> None:
    (folder / "forms").mkdir()
    (folder / "forms" / "risk.json").write_text(
        json.dumps({"type": "object", "properties": {"a": {"type": "boolean"}}}), "utf-8"
    )

    (folder / "tables" / "hearing_threshold.dmn").rename(folder / "tables" / "hearing.dmn")

    code, said = shell.run("flow", "import", str(folder), "--by", "du", "--title", "审核改名")

    assert (code, said) == (0, "已建立草稿 1，请在“流程”中检查后提交审批\n")
    draft = stored(shell.office, 1)
    assert (draft.title, draft.status, draft.created_by_name) == ("审核改名", "drafting", "杜鹃")
    with shell.office.archive.reading() as records:
        held = texts_of(records.session, 1)
    assert held == {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*.*")}


def test_a_file_alone_or_another_procedure_is_not_imported(shell: Shell, folder: Path) -> None:
    alone = shell.run("flow", "import", str(folder / REVIEW), "--by", "du")
    shutil.rmtree(folder / "procedures")
    part = shell.run("flow", "import", str(folder), "--by", "du")

    assert (alone[0], "单个文件请在草稿页面导入" in alone[1]) == (2, True)
    assert (part[0], "没有编号为" in part[1]) == (2, True)


def test_whoever_may_not_edit_flows_imports_nothing(shell: Shell, folder: Path) -> None:
    code, said = shell.run("flow", "import", str(folder), "--by", "lin")

    assert (code, "没有办理此事项的权限" in said) == (2, True)


def test_a_draft_is_published_by_a_second_person_only(shell: Shell) -> None:
    draft = begin(shell.office)
    edit(shell.office, draft)
    early = shell.run("flow", "publish", str(draft), "--by", "he")
    submit(shell.office, draft, effective_from=["2099-06-01"])

    own = shell.run("flow", "publish", str(draft), "--by", "du")
    done = shell.run("flow", "publish", str(draft), "--by", "he")

    assert (early[0], "没有处于待审批状态" in early[1]) == (2, True)
    assert own[0] == 2
    assert done == (0, "已公布 penalty_ordinary@2，自 2099-06-01 起生效\n")
    assert stored(shell.office, draft).status == "published"
