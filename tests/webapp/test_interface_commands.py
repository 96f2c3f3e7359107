"""``fashen api``, ``webhook``, ``export``, ``cases``: keys, addresses, event log and older cases from the shell."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.acts.prepared import a_case_before
from tests.acts.test_import_cases import ROW, a_csv
from tests.webapp.an_application import Application
from tests.webapp.office_on_the_web import a_website
from tests.webapp.test_flow_commands import Shell
from workflows.documents.sheets import read_sheet
from workflows.records.agencies import Agency
from workflows.records.api_tokens import ApiToken


@pytest.fixture(name="shell")
def _shell() -> Shell:
    return Shell(a_case_before("report_findings"))


def confirm(shell: Shell, proposal_id: int) -> None:
    site = a_website(shell.office)
    answer = site.browser("security").post(f"/interface/keys/proposals/{proposal_id}", data={"decision": "confirmed"})
    assert answer.status_code == 303


def test_a_key_is_proposed_confirmed_by_an_administrator_printed_once_renewed_and_revoked(shell: Shell) -> None:
    code, said = shell.run("api", "token", "create", "--name", "平台", "--scope", "cases:read", "--agency", "539921")
    too_early = shell.run("api", "token", "fetch", "1")
    confirm(shell, 1)
    key = shell.run("api", "token", "fetch", "1")[1].strip().splitlines()[-1]
    again = shell.run("api", "token", "fetch", "1")
    application = Application(a_website(shell.office), key)

    assert (code, "待安全管理员在“接口应用”同意" in said) == (0, True)
    assert (too_early[0], again[0]) == (2, 2)
    assert key.startswith("fsn_")
    assert application.get("/me").status_code == 200
    listed = shell.run("api", "token", "list")[1]
    assert "有效\t平台" in listed
    assert key not in listed
    assert "提请换发接口凭证 1（提请 2）" in shell.run("api", "token", "renew", "1")[1]
    assert shell.run("api", "token", "withdraw", "2")[0] == 0
    assert shell.run("api", "token", "revoke", "1")[0] == 0
    assert application.get("/me").status_code == 401
    assert "已撤销" in shell.run("api", "token", "list")[1]


def test_a_key_in_somebodys_name_is_not_printed_on_the_console(shell: Shell) -> None:
    said = shell.run("api", "token", "create", "--name", "移动", "--scope", "acts:write", "--person", "lin")[1]
    confirm(shell, 1)

    assert "由其本人在“我的登录”中领取" in said
    assert shell.run("api", "token", "fetch", "1")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--name", "x", "--scope", "acts:write"], "应当由具体人员负责"),
        (["--name", "x", "--scope", "cases:read", "--person", "nobody"], "没有用户名为“nobody”"),
        (["--name", "x", "--scope", "cases:read", "--person", "admin"], "不在可选范围内"),
        (["--name", "x", "--scope", "cases:read", "--agency", "1"], "没有找到代码为“1”的机关"),
        (["--name", " ", "--scope", "cases:read"], "请填写"),
    ],
)
def test_an_unsound_key_is_refused_in_one_sentence(shell: Shell, arguments: list[str], says: str) -> None:
    code, said = shell.run("api", "token", "create", *arguments)

    assert code == 2
    assert says in said


def test_an_address_is_registered_listed_paused_removed_and_never_inside(shell: Shell) -> None:
    code, said = shell.run("webhook", "add", "https://example.com/in", "--agency", "539921", "--event", "act_done")
    inside = shell.run("webhook", "add", "https://10.0.0.1/in", "--agency", "539921", "--event", "act_done")

    assert (code, len(said.strip().splitlines()[-1])) == (0, 64)
    assert inside[0] == 2
    assert "推送地址" in inside[1]
    assert "启用\thttps://example.com/in\tact_done" in shell.run("webhook", "list")[1]
    shell.run("webhook", "pause", "1")
    assert "已暂停\thttps://example.com/in" in shell.run("webhook", "list")[1]
    shell.run("webhook", "resume", "1")
    assert "待送达 1" not in shell.run("webhook", "list")[1]
    assert shell.run("webhook", "test", "1")[0] == 0
    assert "待送达 1" in shell.run("webhook", "list")[1]
    assert len(shell.run("webhook", "secret", "1")[1].strip().splitlines()[-1]) == 64
    assert shell.run("webhook", "remove", "1")[0] == 0
    assert "example.com" not in shell.run("webhook", "list")[1]
    assert shell.run("webhook", "pause", "1")[0] == 2
    assert shell.run("webhook", "pause", "9")[0] == 2


def test_the_event_log_is_written_to_a_file(shell: Shell, tmp_path: Path) -> None:
    code, said = shell.run("export", "xes", "-o", str(tmp_path / "log.xes"))

    log = ET.fromstring((tmp_path / "log.xes").read_bytes())  # noqa: S314 -- our own
    assert (code, "1 件" in said) == (0, True)
    assert len(log.findall("trace")) == 1
    assert shell.run("export", "xes", "--agency", "1", "-o", str(tmp_path / "none.xes"))[0] == 2


def test_lists_and_a_whole_case_are_written_to_files_and_noted(shell: Shell, tmp_path: Path) -> None:
    number = shell.office.dossier().case.number
    sheet, older, case = tmp_path / "cases.xlsx", tmp_path / "older.csv", tmp_path / "case.zip"

    codes = [
        shell.run("export", "cases", "-o", str(sheet))[0],
        shell.run("export", "cases", "--older", "-o", str(older))[0],
        shell.run("export", "case", number, "-o", str(case))[0],
    ]

    assert codes == [0, 0, 0]
    assert [row[0] for row in read_sheet("x.xlsx", sheet.read_bytes())] == ["案号", number]
    assert len(read_sheet("x.csv", older.read_bytes())) == 1
    with zipfile.ZipFile(case) as archive:
        assert "case.json" in archive.namelist()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["case.zip", "cases.xlsx", "older.csv"]
    with shell.office.archive.reading() as records:
        taken = [one for one in records.access.list_newest(10) if one.kind == "Downloaded"]
    assert [one.body["body"]["what"] for one in taken] == ["case-export", "older-list", "case-list"]  # type: ignore[index]
    assert shell.run("export", "cases", "-o", str(tmp_path / "x.pdf"))[0] == 2
    assert shell.run("export", "case", "nothing", "-o", str(case))[0] == 2


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
    assert shell.run("cases", "import", str(good), "--by", "lin", "--dry-run")[0] == 2
    assert shell.run("cases", "import", str(tmp_path / "none"), "--by", "he")[0] == 2


def test_days_on_the_console_are_those_of_the_office(shell: Shell) -> None:
    """Five in the afternoon in UTC is the next day here."""
    evening = datetime(2026, 5, 17, 17, tzinfo=UTC)
    with shell.office.archive.transaction() as records:
        agency_id = records.list_where(Agency, Agency.code == "539921")[0].id
        records.add(
            ApiToken(
                agency_id=agency_id,
                name="平台",
                token_sha="0" * 64,
                scopes=["cases:read"],
                issued_by="马骏",
                issued_at=evening,
                expires_at=evening.replace(year=2099),
                last_used_at=evening,
            )
        )

    listed = shell.run("api", "token", "list")[1]

    assert "发放 2026-05-18，到期 2099-05-18，最近使用 2026-05-18" in listed


@pytest.mark.parametrize("what", ["xes", "cases"])
def test_a_folder_that_is_not_there_is_told_in_one_sentence(shell: Shell, tmp_path: Path, what: str) -> None:
    code, said = shell.run("export", what, "-o", str(tmp_path / "none" / "x.csv"))

    assert (code, said.count("\n")) == (2, 1)
    assert said.startswith(f"文件 {tmp_path}/none/x.csv.part 不能读写：")
