"""How an installation is: what must be right before anybody works, what is only missing, each with what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workflows.documents.pdf import OFF, PdfPress
from workflows.errors import BrokenDiagramError, ConflictError
from workflows.lawbook import Lawbook
from workflows.records.agencies import Agency
from workflows.records.flows import find_version_in_force
from workflows.records.jobs import Job
from workflows.records.migrate import find_revisions, is_known
from workflows.records.people import Person, RoleGrant
from workflows.records.sign_ins import SignIn
from workflows.records.transaction import Archive, Records
from workflows.settings import Settings
from workflows.storage import storage_at
from workflows.vocabulary.roles import Role

PROCESS = "penalty_ordinary"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor: in order, not in order, or (``is_note``) only told; ``cure`` says what to do."""

    name: str
    is_ok: bool
    detail: str = ""
    cure: str = ""
    is_note: bool = False


def check_health(settings: Settings, *, today: date) -> list[Check]:
    """Return every check in the order in which they depend on each other."""
    checks = [_check_home(settings), _check_law(settings), _check_storage(settings)]
    archive = Archive(settings.database_url, pool=1, prepares=settings.database_prepares)
    database = _check_database(archive)
    checks.append(database)
    if database.is_ok:
        with archive.reading() as records:
            checks += _check_records(records, today)
    return [*checks, _check_pdf(settings)]


def _good(name: str, detail: str = "") -> Check:
    return Check(name, is_ok=True, detail=detail)


def _bad(name: str, detail: str, cure: str) -> Check:
    return Check(name, is_ok=False, detail=detail, cure=cure)


def _check_home(settings: Settings) -> Check:
    probe = settings.home / "doctor.probe"
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        probe.write_text("probe", "ascii")
        probe.unlink()
    except OSError as error:
        return _bad("数据目录", str(error), "请把 FASHEN_HOME 设为可写的目录，或者更正目录权限")
    return _good("数据目录", str(settings.home))


def _check_law(settings: Settings) -> Check:
    folder: Path = settings.bpmn_folder / "law"
    try:
        law = Lawbook.load(folder)
    except BrokenDiagramError as error:
        return _bad("法规包", error.objection.in_chinese(), f"请更正 {folder} 中的文件，或者从安装包恢复")
    return _good("法规包", f"校验值 {law.sha256[:12]}")


def _check_storage(settings: Settings) -> Check:
    fault = storage_at(settings.files_address, endpoint=settings.files_endpoint).probe()
    if fault:
        return _bad("文件存储", fault, "请更正目录权限、腾出空间，或者核对存储地址")
    return _good("文件存储", settings.files_address)


def _check_pdf(settings: Settings) -> Check:
    if settings.pdf == OFF:
        return _good("PDF 版", "没有启用")
    found = PdfPress(settings.pdf).path
    if found is not None:
        return _good("PDF 版", found)
    cure = "需要文书的 PDF 版时，请在运行后台服务的计算机上安装 libreoffice-writer-nogui 和 fonts-noto-cjk"
    return Check("PDF 版", is_ok=False, detail="这台计算机上没有 LibreOffice", cure=cure, is_note=True)


def _check_database(archive: Archive) -> Check:
    try:
        current, newest = find_revisions(archive.engine)
    except ConflictError as error:
        return _bad("数据库", error.objection.in_chinese(), "请核对 FASHEN_DATABASE_URL 和数据库服务")
    if not is_known(current):
        return _bad("数据库", f"版本 {current} 比本软件新", "请安装升级该数据库的软件版本，或者恢复升级前的备份")
    if current != newest:
        return _bad("数据库", f"版本 {current or '（空）'}，应为 {newest}", "请运行 fashen db upgrade")
    return _good("数据库", f"版本 {current}")


def _check_records(records: Records, today: date) -> Iterator[Check]:
    in_force = find_version_in_force(records.session, PROCESS, on=today)
    if in_force is None:
        yield _bad("流程", "没有生效的行政处罚普通程序流程", "请运行 fashen db upgrade")
    else:
        yield _good("流程", f"第 {in_force[1]} 版 {in_force[0][:12]}")
    yield _check_journals(records)
    yield from _check_people(records)
    stuck = records.list_where(Job, Job.died_at.is_not(None))
    if stuck:
        cure = "请处理所示原因，再运行 fashen jobs retry"
        yield _bad("后台任务", f"{len(stuck)} 项多次失败，最近：{stuck[-1].error}", cure)
    else:
        yield _good("后台任务")


def _check_journals(records: Records) -> Check:
    journals = (("案件日志", records.journal), ("访问日志", records.access))
    broken = [name for name, one in journals if not one.is_head_sound()]
    if broken:
        return _bad("日志链条", f"{'、'.join(broken)}最新一条校验不符", "请立即保全数据库，运行 fashen journal verify")
    return _good("日志链条", "最新一条接续完好；全部核验请运行 fashen journal verify")


def _check_people(records: Records) -> Iterator[Check]:
    if records.find_where(Agency) is None:
        yield _bad("机关和人员", "还没有登记机关", "请打开首次设置页面，或者运行 fashen people first")
        return
    wanted = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
    missing = [role.value for role in wanted if records.find_where(RoleGrant, RoleGrant.role == role.value) is None]
    if missing:
        cure = f"请运行 fashen user add --role {missing[0]} …（三员应当分设）"
        yield _bad("机关和人员", f"没有 {'、'.join(missing)}", cure)
    elif records.find_where(SignIn) is None and records.find_where(Person, Person.must_change_password) is not None:
        cure = "请三名管理员用初始密码登录；初始密码遗失的，运行 fashen people reissue 重新签发"
        yield Check("机关和人员", is_ok=False, detail="还没有人登录过", cure=cure, is_note=True)
    else:
        yield _good("机关和人员")
