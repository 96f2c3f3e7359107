"""The office's commands: every answer in words, every mistake with its cure and exit code 2."""

import io
import os
import re
import sys
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TextIO

import pytest

from tests.acts.test_calendar import HOLIDAYS, TITLE
from webapp.app import create_app
from webapp.cli import main
from workflows.errors import RefusedError
from workflows.guards.accounts import objection_to_deciding
from workflows.records.people import Person, RoleChange, RoleGrant
from workflows.records.staff import find_actor, list_staff
from workflows.settings import read_settings
from workflows.vocabulary.roles import Role

KINDS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
USCC = "11539921MBY000109M"


class Installation:
    """An installation of its own, spoken to through its command."""

    def __init__(self, home: Path) -> None:
        self.home = home
        # Where it complains and shows how far it is, when that is not where it answers.
        self.screen: TextIO | None = None

    def run(self, *arguments: str, given: str = "") -> tuple[int, str]:
        """Return the exit code and everything the command said."""
        said, before = io.StringIO(), (sys.argv, sys.stdin, os.environ.get("FASHEN_HOME"))
        sys.argv, sys.stdin = ["fashen", *arguments], io.StringIO(given)
        os.environ["FASHEN_HOME"] = str(self.home)
        try:
            with ExitStack() as stack:
                stack.enter_context(redirect_stdout(said))
                stack.enter_context(redirect_stderr(self.screen or said))
                main()
        except SystemExit as end:
            return int(end.code or 0), said.getvalue()
        finally:
            sys.argv, sys.stdin = before[0], before[1]
            os.environ.pop("FASHEN_HOME")
            if before[2] is not None:
                os.environ["FASHEN_HOME"] = before[2]
        return 0, said.getvalue()

    def add_user(self, login: str, role: str) -> tuple[int, str]:
        """Open an account with one role."""
        return self.run("user", "add", "--login", login, "--name", "马骏", "--role", role)


@pytest.fixture(name="fresh", scope="module")
def _fresh(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    installation = Installation(tmp_path_factory.mktemp("fresh"))
    assert installation.run("db", "upgrade")[0] == 0
    return installation


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    office = Installation(tmp_path_factory.mktemp("office"))
    agency = ("--name", "测试县民政局", "--short", "测试民", "--code", "539922", "--uscc", USCC)
    steps = [
        office.run("db", "upgrade"),
        office.run("agency", "add", *agency),
        office.run("agency", "add-unit", "--agency", "539922", "--name", "办公室", "--kind", "office"),
        *(office.add_user(role.partition("_")[0], role) for role in ("system_admin", "security_admin", "audit_admin")),
    ]
    assert [code for code, _ in steps] == [0] * 6
    return office


def test_the_doctor_of_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    code, told = Installation(tmp_path / "new").run("doctor")

    assert code == 1
    assert "[FAIL] 数据库：版本 （空），应为 " in told
    assert "请运行 fashen db upgrade" in told


def test_the_doctor_misses_people_before_there_are_any(fresh: Installation) -> None:
    code, told = fresh.run("doctor")

    assert code == 1
    assert re.findall(r"\[FAIL\] (\w+)", told) == ["机关和人员"]


def test_the_doctor_is_content_with_an_office_in_order(office: Installation) -> None:
    code, told = office.run("doctor")

    assert (code, re.findall(r"\[FAIL\].*", told)) == (0, [])
    in_order = ["数据目录", "法规包", "文件存储", "数据库", "流程", "日志链条", "后台任务"]
    assert re.findall(r"\[ok\]   (\w+)", told)[:7] == in_order
    assert "机关和人员：还没有人登录过" in told


@pytest.mark.parametrize("asked", ["journal verify", "jobs", "calendar show 2026", "search rebuild"])
def test_what_asks_a_database_without_tables_is_told_the_cure(tmp_path: Path, asked: str) -> None:
    told = Installation(tmp_path / "new").run(*asked.split())

    assert told == (2, "数据库还没有升级到本版本，请先运行 fashen db upgrade\n")


def test_nobody_gets_an_account_before_there_is_an_agency(fresh: Installation) -> None:
    assert fresh.add_user("ma", "handler") == (2, "还没有登记机关，请先运行 fashen agency add\n")


def test_the_password_made_for_somebody_is_shown_once(office: Installation) -> None:
    code, told = office.run("user", "add", "--login", "lin", "--name", "林静", "--role", "handler", "--unit", "办公室")

    assert code == 0
    assert re.search(r"密码（只显示这一次，请当面交给本人）：[A-Za-z0-9]{20}\n", told)


def test_a_password_may_come_from_outside(office: Installation) -> None:
    adding = ("user", "add", "--login", "zhao", "--name", "赵宁", "--role", "handler", "--password-stdin")

    assert office.run(*adding, given="kurz\n")[0] == 2
    assert office.run(*adding, given="a long enough one\n") == (
        0,
        "已开立账户 zhao（赵宁）\n岗位尚未生效，待安全管理员在“账户和岗位”确认：承办人\n",
    )
    assert office.run(*adding, given="a long enough one\n") == (2, "用户名“zhao”已经有人使用，请换一个\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--role", "system_admin", "--role", "handler"), "应当分设"),
        (("--role", "system_admin", "--role", "audit_admin"), "应当分设"),
        (("--role", "boss"), "没有岗位“boss”"),
        (("--role", "handler", "--unit", "办公司"), "没有内设机构“办公司”，已有 办公室"),
        (("--role", "handler", "--agency", "1"), "539922 测试县民政局"),
    ],
)
def test_an_account_that_may_not_be_is_refused_with_its_cure(
    office: Installation, arguments: tuple[str, ...], told: str
) -> None:
    code, said = office.run("user", "add", "--login", "nobody", "--name", "某", *arguments)

    assert code == 2
    assert told in said


def test_an_agency_or_unit_is_registered_only_once(office: Installation) -> None:
    agency = ("agency", "add", "--name", "x", "--short", "x", "--uscc", USCC, "--code")

    assert office.run(*agency, "539922")[0] == 2
    assert office.run(*agency, "53")[0] == 2
    assert office.run("agency", "add-unit", "--agency", "539922", "--name", "办公室", "--kind", "office")[0] == 2
    assert office.run("agency", "add-unit", "--agency", "1", "--name", "办公室", "--kind", "office")[0] == 2
    assert office.run("agency", "add", "--name", "x", "--short", "x", "--uscc", "123", "--code", "539923")[0] == 2


def test_a_notice_is_imported_by_somebody_who_may_and_shown(office: Installation, tmp_path: Path) -> None:
    file = tmp_path / "2027.csv"
    lines = ["年度,2027", f"标题,{TITLE}", *(f"放假,{first},{last or ''},{name}" for name, first, last in HOLIDAYS)]
    file.write_text("\n".join([*lines, "上班,2027-01-31"]), "utf-8")

    before = office.run("calendar", "show", "2027")[1]
    refused = office.run("calendar", "import", str(file), "--by", "security")
    unknown = office.run("calendar", "import", str(file), "--by", "nobody")
    done = office.run("calendar", "import", str(file), "--by", "system")
    after = office.run("calendar", "show", "2027")[1]

    assert "暂定：尚无国务院通知" in before
    assert (refused[0], unknown) == (2, (2, "没有用户名为 nobody 的在岗人员，请核对\n"))
    assert done[0] == 0
    assert done[1].startswith("已导入 2027 年安排，未结时限由后台重算\n后台没有运行")
    assert "2027-02-05 周五 至 2027-02-11 周四 7 天 放假 春节" in after
    assert f"依据：{TITLE}（马骏 导入）" in after
    assert "暂定" not in after


def test_a_file_that_is_not_there_is_told(office: Installation, tmp_path: Path) -> None:
    code, told = office.run("calendar", "import", str(tmp_path / "no.csv"), "--by", "system")

    assert code == 2
    assert "打不开" in told


def test_several_processes_are_refused_on_sqlite(tmp_path: Path) -> None:
    code, told = Installation(tmp_path / "new").run("serve", "--workers", "2")

    assert (code, "使用 SQLite 时只能由一个进程提供服务" in told) == (2, True)


def test_what_the_console_grants_waits_for_a_second_person(office: Installation) -> None:
    adding = ("user", "add", "--login", "mallory", "--name", "某某", "--role", "legal_head", "--role", "leader")

    assert office.run(*adding)[0] == 0

    app = create_app(read_settings({"FASHEN_HOME": str(office.home)}))
    with app.extensions["installation"].archive.reading() as records:
        person = records.find_where(Person, Person.login == "mallory")
        assert person is not None
        changes = records.list_where(RoleChange, RoleChange.person_id == person.id)
        admins = {role: one.id for one in list_staff(records.session, person.agency_id).values() for role in one.roles}
        actors = [one for role in KINDS if (one := find_actor(records.session, admins[role])) is not None]
        said = [objection_to_deciding(changes[0], actor=one) for one in actors]
        noted = [one.kind for one in records.access.list_newest(3)]
        assert records.list_where(RoleGrant, RoleGrant.person_id == person.id) == []
    assert [(one.role, one.decision) for one in changes] == [("legal_head", ""), ("leader", "")]
    assert [one.code if one else "" for one in said] == ["role-other-kind", ""]
    assert noted == ["RoleChanged", "RoleChanged", "PersonAdded"]


def test_a_number_that_cannot_be_read_stops_every_command_in_one_sentence(tmp_path: Path) -> None:
    os.environ["FASHEN_ERRAND_DAYS"] = "7d"
    try:
        told = Installation(tmp_path / "new").run("doctor")
    finally:
        del os.environ["FASHEN_ERRAND_DAYS"]

    assert told == (2, "设置 FASHEN_ERRAND_DAYS 应当是整数，不能是“7d”，请更正后再运行\n")


@pytest.mark.parametrize("name", ["FASHEN_API_RATE", "FASHEN_SEARCH_RATE", "FASHEN_EXPORT_RATE"])
def test_a_rate_that_cannot_be_read_stops_the_start(tmp_path: Path, name: str) -> None:
    settings = read_settings({"FASHEN_HOME": str(tmp_path), name: "often"})

    with pytest.raises(RefusedError, match=f"{name} 应当像 120/minute，不能是“often”"):
        create_app(settings)


def test_an_empty_key_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("", "ascii")

    with pytest.raises(RefusedError, match=r"密钥文件 .*secret\.key 是空的"):
        create_app(read_settings({"FASHEN_HOME": str(tmp_path)}))
