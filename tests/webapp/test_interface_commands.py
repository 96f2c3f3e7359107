"""``fashen api``, ``webhook``, ``export``, ``cases``: keys, addresses, event log and older cases from the shell."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.acts.prepared import a_case_before
from tests.acts.test_import_cases import ROW, a_csv
from tests.webapp.an_application import Application
from tests.webapp.office_on_the_web import a_website
from tests.webapp.test_flow_commands import Shell


@pytest.fixture(name="shell")
def _shell() -> Shell:
    return Shell(a_case_before("report_findings"))


def test_a_key_is_printed_once_listed_without_itself_and_revoked(shell: Shell) -> None:
    code, said = shell.run(
        "api", "token", "create", "--name", "平台", "--scope", "cases:read", "--scope", "acts:write", "--person", "lin"
    )
    key = said.strip().splitlines()[-1]
    application = Application(a_website(shell.office), key)

    assert (code, key[:4]) == (0, "fsn_")
    assert application.get("/me").json["person"] == "林静"  # type: ignore[index]
    _, listed = shell.run("api", "token", "list")
    assert "平台" in listed
    assert "以林静的名义办理" in listed
    assert key not in listed
    assert shell.run("api", "token", "revoke", "1")[0] == 0
    assert application.get("/me").status_code == 401
    assert "已撤销" in shell.run("api", "token", "list")[1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--name", "x", "--scope", "acts:write"], "应当由具体人员负责"),
        (["--name", "x", "--scope", "cases:read", "--person", "nobody"], "没有用户名为“nobody”"),
        (["--name", "x", "--scope", "cases:read", "--agency", "1"], "没有找到代码为“1”的机关"),
        (["--name", " ", "--scope", "cases:read"], "请写明应用的名称"),
    ],
)
def test_an_unsound_key_is_refused_in_one_sentence(shell: Shell, arguments: list[str], says: str) -> None:
    code, said = shell.run("api", "token", "create", *arguments)

    assert code == 2
    assert says in said


def test_an_address_is_registered_listed_removed_and_never_inside(shell: Shell) -> None:
    code, said = shell.run("webhook", "add", "https://example.com/in", "--agency", "539921", "--event", "act_done")
    inside = shell.run("webhook", "add", "https://10.0.0.1/in", "--agency", "539921", "--event", "act_done")

    assert (code, len(said.strip().splitlines()[-1])) == (0, 64)
    assert inside[0] == 2
    assert "推送地址" in inside[1]
    assert "启用\thttps://example.com/in\tact_done" in shell.run("webhook", "list")[1]
    shell.run("webhook", "remove", "1")
    assert "已停用（removed）" in shell.run("webhook", "list")[1]
    shell.run("webhook", "enable", "1")
    assert "启用\thttps://example.com/in" in shell.run("webhook", "list")[1]


def test_the_event_log_is_written_to_a_file(shell: Shell, tmp_path: Path) -> None:
    code, said = shell.run("export", "xes", "-o", str(tmp_path / "log.xes"))

    log = ET.fromstring((tmp_path / "log.xes").read_bytes())  # noqa: S314 -- our own
    assert (code, "1 件" in said) == (0, True)
    assert len(log.findall("trace")) == 1
    assert shell.run("export", "xes", "--agency", "1", "-o", str(tmp_path / "none.xes"))[0] == 2


def test_older_cases_come_in_after_a_trial_without_errors(shell: Shell, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_bytes(a_csv(ROW))
    bad.write_bytes(a_csv({**ROW, "立案日期": "去年"}))

    wrong = shell.run("cases", "import", str(bad), "--by", "he")
    trial = shell.run("cases", "import", str(good), "--by", "he", "--dry-run")
    done = shell.run("cases", "import", str(good), "--by", "he")
    again = shell.run("cases", "import", str(good), "--by", "he")

    assert (wrong[0], trial[0], done[0], again[0]) == (1, 0, 0, 1)
    assert "第 2 行「立案日期」“去年”" in wrong[1]
    assert "请按 2026-05-20 填写" in wrong[1]
    assert "可以导入 1 件" in trial[1]
    assert "已导入 1 件历史案件" in done[1]
    assert "已经在库中" in again[1]
    assert shell.run("cases", "import", str(good), "--by", "nobody")[0] == 2
    assert shell.run("cases", "import", str(tmp_path / "none"), "--by", "he")[0] == 2
