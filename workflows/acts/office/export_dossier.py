"""卷宗导出: a case with its files and proofs in one zip, which anybody can check without this system."""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workflows.acts.office.seal_journals import seal_in_turn
from workflows.documents.dossier_contents import Volume, volume_paper
from workflows.documents.dossier_index import checking_section, contents_section, dossier_index, evidence_section
from workflows.errors import NotFoundError, RefusedError
from workflows.events import DossierExported
from workflows.forms import SHANGHAI
from workflows.guards.dossier_files import ASIDE, FOLDERS, DossierFile, WholeDossier, gather
from workflows.guards.means import Means
from workflows.guards.page_numbers import BY_ITEM, PAGED, Pages
from workflows.records.transaction import Archive
from workflows.vocabulary.progress import Progress, nobody
from workflows.vocabulary.wording import N_, Objection
from workflows.witness.keys import find_key
from workflows.witness.verifier import verifier


@dataclass(frozen=True, slots=True)
class Exporter:
    """Who exports: a person, or the console of the server under number 0."""

    id: int
    name: str


_TRIES = 3
_HOW = (
    "本卷宗的每个文件、每条记录都可以在没有办案系统的电脑上核验：安装 Python 3.10 以上后运行 python verify.py。",
    "命令后加 --trusted-checkpoint 和早先保存在本机关以外的检查点，才能发现持有数据库和密钥的人改写后重新签名。",
    "本页和封面、目录、备考表只供阅读，由本机关签名；以各文件和全过程记录 events.jsonl 为准。",
    "公钥应与本机关公示网页上的公钥一致。检查点原文：",
)
_NOTES = {
    PAGED: (
        "页次由立卷人按卷内文件逐件清点编排，正卷、副卷分别从第 1 页起编；封面、目录、备考表不编页。"
        "“不编页”是音像、实物等没有页的材料，“未编页”是归档后补充、尚未清点的材料。"
    ),
    BY_ITEM: "立卷时选择只归电子卷宗：按件编号，不编页码。",
    "": "尚未归档编页：页次在立卷归档时由档案员清点填写。",
}
_OPENED = "点击题名打开文件；没有文件的（如实物）只列目录。"


def write_dossier(  # noqa: PLR0913 -- where to, what of, with what, who, when
    file: BinaryIO,
    case_id: int,
    *,
    archive: Archive,
    means: Means,
    by: Exporter,
    now: datetime,
    since: int = 0,
    progress: Progress = nobody,
) -> WholeDossier:
    """Note the export, seal what waits and write the dossier of a case as a zip; return what it holds."""
    # The first sealing makes the key.
    seal_in_turn(archive, means.witness, now=now)
    key = find_key(means.witness.key_file)
    if key is None:
        text = N_("签名密钥不在这台计算机上，请在保存密钥的服务器上导出卷宗")
        raise RefusedError(Objection("no-key", text))
    whole = _sealed_whole(case_id, archive=archive, means=means, by=by, now=now, since=since)
    listed = dict[str, dict[str, object]]()
    with ZipFile(file, "w", ZIP_DEFLATED) as target:

        def add(name: str, content: bytes, kind: str) -> None:
            listed[name] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "kind": kind}
            _write(target, name, content, now)

        with_files = [one for one in whole.files if one.path]
        progress(0, len(with_files))
        for done, one in enumerate(with_files, start=1):
            add(one.path, means.storage.get(one.sha), one.kind)
            progress(done, len(with_files))
        for name, content in _records_of(whole, now).items():
            add(name, content, "record")
        manifest = _manifest(whole, listed, by.name, now)
        _write(target, "manifest.json", manifest, now)
        _write(target, "manifest.sig", base64.b64encode(key.sign_bytes(manifest)), now)
    return whole


def _sealed_whole(
    case_id: int, *, archive: Archive, means: Means, by: Exporter, now: datetime, since: int
) -> WholeDossier:
    """Return the dossier with every entry sealed and that of its export last.

    Who works on the case meanwhile may add one, so it is tried again.
    """
    for _ in range(_TRIES):
        _note_export(case_id, archive=archive, by=by, now=now)
        seal_in_turn(archive, means.witness, now=now)
        with archive.reading() as records:
            whole = gather(case_id, records=records, today=now.astimezone(SHANGHAI).date(), since=since)
        if whole.is_sealed:
            return whole
    raise RefusedError(Objection("not-sealed", N_("案件正在办理，最新的记录还没有存证，请稍后再导出卷宗")))


def _note_export(case_id: int, *, archive: Archive, by: Exporter, now: datetime) -> None:
    """Write into the case's journal that it is exported now, and how long the journal was."""
    with archive.transaction() as records:
        run = records.runs.of_case(case_id)
        if run is None or records.lock(run.id) is None:
            raise NotFoundError(case_id)
        event = DossierExported(records.journal.length_of(case_id))
        records.journal.append(case_id, kind=event.kind(), actor_id=by.id, actor=by.name, now=now, body=event.body())


def _records_of(whole: WholeDossier, now: datetime) -> dict[str, bytes]:
    papers = {f"{one.term}封面、目录、备考表.docx": volume_paper(one, at=now) for one in _volumes(whole)}
    return {
        **papers,
        "index.html": _index(whole),
        "events.jsonl": whole.events,
        "steps.jsonl": whole.steps,
        "proof.json": json.dumps(whole.proof, indent=1).encode(),
        "checkpoint.txt": whole.checkpoint.encode(),
        "checkpoint.pub": f"{whole.public_key}\n".encode(),
        "verify.py": verifier(),
    }


def _manifest(whole: WholeDossier, listed: dict[str, dict[str, object]], by: str, now: datetime) -> bytes:
    told = {
        "format": "fashen-dossier/2",
        "case": whole.number,
        "title": whole.title,
        "exported_at": now.isoformat(),
        "exported_by": by,
        "files": dict(sorted(listed.items())),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _index(whole: WholeDossier) -> bytes:
    volumes = [
        contents_section(
            f"卷内目录（{volume.term}）",
            volume.rows,
            [one.path for one in whole.files if one.entry.part == part],
            f"{volume.note}{_OPENED}",
        )
        for part, volume in zip(FOLDERS, _volumes(whole), strict=True)
    ]
    evidence = evidence_section("证据清单", [_evidence_row(one) for one in whole.files if one.kind == "evidence"])
    excluded = [_evidence_row(one) for one in whole.files if one.kind == "excluded"]
    aside = [evidence_section(f"{ASIDE}（不入卷，随卷保存）", excluded)] if excluded else []
    sections = [*volumes, evidence, *aside, checking_section(_HOW, whole.checkpoint)]
    closing = {FOLDERS[part]: told for part, told in whole.closing.items()}
    return dossier_index(f"卷宗 {whole.number}", whole.cover, closing, sections)


def _volumes(whole: WholeDossier) -> list[Volume]:
    """Return main and second volume as their contents are printed."""
    volumes = []
    for part, term in FOLDERS.items():
        files = [one for one in whole.files if one.entry.part == part]
        paged = [one for one in files if one.pages is not None and one.pages.count]
        rows = [_contents_row(one, is_last=one in paged[-1:], numbering=whole.numbering) for one in files]
        volumes.append(Volume(term, whole.cover, rows, _NOTES[whole.numbering], whole.closing[part]))
    return volumes


def _contents_row(one: DossierFile, *, is_last: bool, numbering: str) -> tuple[str, ...]:
    entry, pages = one.entry, _pages(one.pages, is_last=is_last) if numbering == PAGED else "—"
    return str(entry.sequence), entry.number, entry.title, entry.made_on.isoformat(), pages, entry.remark


def _pages(pages: Pages | None, *, is_last: bool) -> str:
    """Return where an item begins, and of the last one of a volume also where it ends, as contents are written."""
    if pages is None:
        return "未编页"
    if pages.count == 0:
        return "不编页"
    return f"{pages.first}—{pages.last}" if is_last and pages.count > 1 else str(pages.first)


def _evidence_row(one: DossierFile) -> tuple[str, ...]:
    entry = one.entry
    return entry.number, one.detail, entry.title, entry.remark, entry.made_on.isoformat(), one.sha or "—"


def _write(target: ZipFile, name: str, content: bytes, now: datetime) -> None:
    info = ZipInfo(name, now.astimezone(SHANGHAI).timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    target.writestr(info, content)
