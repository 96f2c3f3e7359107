"""卷宗: everything of a case that is handed over, with the proofs that nothing of it was changed since."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from workflows.errors import NotFoundError, RefusedError
from workflows.events import DossierExported
from workflows.guards.limited import day_of
from workflows.guards.log_proof import node_of
from workflows.guards.page_numbers import BY_ITEM, PAGED, Pages, pages_of
from workflows.guards.volume import Entry, attached_files, contents_of, suffix_of, unrendered
from workflows.records.chain import canonical, sha_of
from workflows.records.dossier import Dossier
from workflows.records.runs import StepRow
from workflows.records.transaction import Records
from workflows.rules.evidence import EVIDENCE_TERMS, EvidenceKind
from workflows.vocabulary.wording import N_, Objection
from workflows.witness.merkle import consistency_proof, inclusion_proof

FOLDERS = {"main": "正卷", "second": "副卷"}
ASIDE: Final = "剔除证据"
_UNSAFE = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')
_LONGEST_NAME, _NEWEST = 60, 20
# How the fields begin that say who reported: they leave with no dossier and no export.
INFORMANT: Final = "informant"
_UNPAGED = {BY_ITEM: "电子卷宗按件编号，不编页码", "": "尚未编页"}


@dataclass(frozen=True, slots=True)
class DossierFile:
    """One line of the contents with its file; ``path`` is empty for what has none (物证 kept elsewhere).

    ``kind`` is paper, evidence or attachment, or excluded for evidence beside the volumes; ``pages`` are its pages in
    the volume, None where nobody counted them.
    """

    entry: Entry
    path: str
    sha: str
    size: int
    kind: str
    detail: str = ""
    pages: Pages | None = None


@dataclass(frozen=True, slots=True)
class WholeDossier:
    """A case as it is handed over.

    ``cover`` is labels and values, ``closing`` (备考表) the same for each volume; ``events`` and ``steps`` are raw
    canonical lines, ``proof`` what the verifier needs; ``checkpoint`` and ``public_key`` the signed state of the log.
    """

    case_id: int
    number: str
    title: str
    cover: Mapping[str, str]
    closing: Mapping[str, Mapping[str, str]]
    numbering: str
    files: tuple[DossierFile, ...]
    events: bytes
    steps: bytes
    proof: Mapping[str, object]
    is_sealed: bool
    checkpoint: str
    public_key: str


def gather(case_id: int, *, records: Records, today: date, since: int = 0) -> WholeDossier:
    """Return the whole dossier of a case; RefusedError while a paper is still being made or nothing is sealed.

    ``since`` is the size of an earlier checkpoint somebody holds, whose proof of growth is wanted.
    """
    run = records.runs.of_case(case_id)
    if run is None:
        raise NotFoundError(case_id)
    dossier = Dossier(records, run)
    waiting = unrendered(dossier)
    if waiting:
        text = N_("文书《{paper}》还在生成，请稍后再导出卷宗")
        raise RefusedError(Objection("paper-not-ready", text, {"paper": waiting[0]}))
    checkpoint, key = records.log.find_checkpoint(), records.log.find_key()
    if checkpoint is None or key is None:
        raise RefusedError(Objection("nothing-sealed", N_("记录尚未存证，请稍后再导出卷宗")))
    entries = records.journal.list_entries(case_id)
    # The step of a service site is told by its act's entry and has none of its own.
    contents = [_content(one) for one in dossier.steps if one.act != one.site]
    files = (*_files(dossier), *_excluded(dossier))
    return WholeDossier(
        case_id,
        dossier.case.number,
        dossier.case.title,
        _cover(dossier),
        {part: _closing(dossier, [one for one in files if one.entry.part == part], today) for part in FOLDERS},
        _numbering(dossier),
        files,
        b"".join(entry.raw + b"\n" for entry in entries),
        b"".join(canonical(one) + b"\n" for one in contents),
        _proof(case_id, [entry.seq for entry in entries], checkpoint.size, since, records),
        len(records.log.places_of_case(case_id)) == len(entries) and entries[-1].kind == DossierExported.kind(),
        checkpoint.note,
        key,
    )


def _content(step: StepRow) -> Mapping[str, object]:
    """Return what was answered; who the informant is does not leave with it (举报人信息保密), its hash does."""
    content = {"answers": step.answers, "facts": dict(step.facts)}
    if not any(name.startswith(INFORMANT) and value for name, value in step.answers.items()):
        return content
    sha = sha_of(content)
    return {"act": step.act, "withheld": "举报人信息依法保密，内容不随卷宗移交", "sha256": sha}


def _proof(case_id: int, seqs: list[int], size: int, since: int, records: Records) -> dict[str, object]:
    """Return where each entry lies in the tree with its proof, and how the tree grew from earlier checkpoints.

    From the last checkpoint of every day and the newest ones, which are what others most likely keep, and from the one
    somebody names.
    """
    node, places = node_of(records.log), records.log.places_of_case(case_id)
    likely = (*records.log.list_daily_sizes(), *records.log.list_newest_sizes(_NEWEST), since)
    earlier = sorted({one for one in likely if 0 < one < size})
    entries = [
        {
            "seq": seq,
            "place": places.get(seq),
            "proof": [one.hex() for one in inclusion_proof(places[seq], size, node)] if seq in places else [],
        }
        for seq in seqs
    ]
    growth = [{"old": one, "proof": [two.hex() for two in consistency_proof(one, size, node)]} for one in earlier]
    return {"journal": "case_journal", "size": size, "entries": entries, "consistency": growth}


def _files(dossier: Dossier) -> Iterator[DossierFile]:
    evidence, entries = {one.id: one for one in dossier.evidence}, contents_of(dossier)
    attached, pages = {one.id: one for _, one in attached_files(dossier)}, pages_of(dossier, entries)
    for entry in entries:
        kind, number = entry.source
        stem = f"{FOLDERS[entry.part]}/{entry.sequence:03d} {_safe(f'{entry.title}{entry.number}')}"
        path, numbered = f"{stem}.{_safe(entry.suffix or 'bin')}", pages.get(entry.source)
        if kind == "paper":
            kept = dossier.paper_files[number]
            yield DossierFile(entry, f"{stem}.docx", kept.sha, kept.size, kind, pages=numbered)
        elif kind == "upload":
            sent = attached[number]
            yield DossierFile(entry, path, sent.sha, sent.size, "attachment", pages=numbered)
        else:
            found = evidence[number]
            detail = EVIDENCE_TERMS[EvidenceKind(found.kind)]
            path = path if found.file_sha else ""
            yield DossierFile(entry, path, found.file_sha, found.file_size, kind, detail, numbered)


def _excluded(dossier: Dossier) -> Iterator[DossierFile]:
    """Yield the files of evidence that was excluded: in no volume, but kept with what speaks of it."""
    for one in dossier.excluded_evidence:
        if one.file_sha:
            entry = Entry(
                ASIDE, one.number, f"证{one.number}", one.name, day_of(one.collected_at), one.exclusion_reason
            )
            path = f"{ASIDE}/{one.number:03d} {_safe(one.name)}.{_safe(suffix_of(one.file_name) or 'bin')}"
            yield DossierFile(
                entry, path, one.file_sha, one.file_size, "excluded", EVIDENCE_TERMS[EvidenceKind(one.kind)]
            )


def _cover(dossier: Dossier) -> dict[str, str]:
    case, archived = dossier.case, dossier.last_step("archive_case")
    decision = dossier.last_paper("penalty_decision") or dossier.last_paper("no_penalty_decision")
    told = archived.answers if archived is not None else {}
    return {
        "机关名称": dossier.agency.name,
        "案件名称": case.title,
        "案号": case.number,
        "案由": case.cause,
        "当事人": dossier.party.name,
        "决定书文号": decision.number if decision is not None else "—",
        "承办人": "、".join(one.name for one in dossier.handlers()) or "—",
        "立案日期": _day(case.filed_on),
        "结案日期": _day(case.closed_on),
        "归档日期": _day(case.archived_on),
        "归档号": str(told.get("archive_number") or "—"),
        "保管期限": {"permanent": "永久", "thirty": "30年", "ten": "10年"}.get(str(told.get("retention")), "—"),
    }


def _closing(dossier: Dossier, files: Sequence[DossierFile], today: date) -> dict[str, str]:
    """Return the closing sheet 备考表 of a volume; who checked it signs on paper."""
    archived = dossier.last_step("archive_case")
    counted = sum(one.pages.count for one in files if one.pages is not None)
    uncounted = sum(one.pages is None for one in files)
    is_paged = _numbering(dossier) == PAGED
    later = f"，另有{uncounted}件在归档后补充，尚未编页" if uncounted else ""
    return {
        "本卷件数": f"{len(files)}件",
        "本卷页数": f"{counted}页{later}" if is_paged else _UNPAGED[_numbering(dossier)],
        "缺损、补充情况": str(archived.answers.get("note") or "—") if archived is not None else "—",
        "立卷人": archived.by_name if archived is not None else "尚未归档",
        "检查人": "",
        "立卷日期": _day(archived.done_on if archived is not None else None),
        "导出日期": _day(today),
    }


def _numbering(dossier: Dossier) -> str:
    """Return how the archivist numbered the volumes; empty before, and for what earlier versions archived."""
    archived = dossier.last_step("archive_case")
    return str(archived.answers.get("numbering") or "") if archived is not None else ""


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else "—"


def _safe(name: str) -> str:
    """Return a file name every system can keep."""
    return _UNSAFE.sub("_", name).strip(". ")[:_LONGEST_NAME] or "_"
