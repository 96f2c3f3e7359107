"""卷宗: everything of a case that is handed over, with the proofs that nothing of it was changed since."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import orjson

from workflows.errors import NotFoundError, RefusedError
from workflows.guards.log_proof import node_of
from workflows.guards.volume import Entry, contents_of, unrendered
from workflows.records.dossier import Dossier
from workflows.records.transaction import Records
from workflows.rules.evidence import EVIDENCE_TERMS, EvidenceKind
from workflows.vocabulary.wording import N_, Objection
from workflows.witness.merkle import consistency_proof, inclusion_proof

FOLDERS = {"main": "正卷", "second": "副卷"}
_UNSAFE = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class DossierFile:
    """One line of the contents with its file; ``path`` is empty for what has none (物证 kept elsewhere)."""

    entry: Entry
    path: str
    sha: str
    size: int
    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class WholeDossier:
    """A case as it is handed over.

    ``cover`` and ``closing`` (备考表) are labels and values; ``events`` and ``steps`` raw canonical lines; ``proof``
    what the verifier needs; ``checkpoint`` and ``public_key`` the signed state of the log.
    """

    case_id: int
    number: str
    title: str
    cover: Mapping[str, str]
    closing: Mapping[str, str]
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
    contents = ({"answers": one.answers, "facts": dict(one.facts)} for one in dossier.steps if one.act != one.site)
    order = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    return WholeDossier(
        case_id,
        dossier.case.number,
        dossier.case.title,
        _cover(dossier),
        _closing(dossier, today),
        tuple(_files(dossier)),
        b"".join(entry.raw + b"\n" for entry in entries),
        b"".join(orjson.dumps(one, option=order) + b"\n" for one in contents),
        _proof(case_id, [entry.seq for entry in entries], checkpoint.size, since, records),
        len(records.log.places_of_case(case_id)) == len(entries),
        checkpoint.note,
        key,
    )


def _proof(case_id: int, seqs: list[int], size: int, since: int, records: Records) -> dict[str, object]:
    """Return where each entry lies in the tree with its proof, and how the tree grew from earlier checkpoints.

    From the last checkpoint of every day, which is what others most likely keep, and from the one somebody names.
    """
    node, places = node_of(records.log), records.log.places_of_case(case_id)
    earlier = sorted({one for one in (*records.log.list_daily_sizes(), since) if 0 < one < size})
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
    evidence = {one.id: one for one in dossier.evidence}
    for entry in contents_of(dossier):
        kind, number = entry.source
        stem = f"{FOLDERS[entry.part]}/{entry.sequence:03d} {_safe(f'{entry.title}{entry.number}')}"
        if kind == "paper":
            kept = dossier.paper_files[number]
            yield DossierFile(entry, f"{stem}.docx", kept.sha, kept.size, kind)
            continue
        found = evidence[number]
        suffix = _safe(found.file_name.rpartition(".")[2].lower()) if "." in found.file_name else "bin"
        detail = EVIDENCE_TERMS[EvidenceKind(found.kind)]
        path = f"{stem}.{suffix}" if found.file_sha else ""
        yield DossierFile(entry, path, found.file_sha, found.file_size, kind, detail)


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


def _closing(dossier: Dossier, today: date) -> dict[str, str]:
    archived, files = dossier.last_step("archive_case"), contents_of(dossier)
    main = sum(1 for one in files if one.part == "main")
    return {
        "正卷件数": str(main),
        "副卷件数": str(len(files) - main),
        "缺损、补充情况": str(archived.answers.get("note") or "—") if archived is not None else "—",
        "立卷人": archived.by_name if archived is not None else "尚未归档",
        "立卷日期": _day(archived.done_on if archived is not None else None),
        "导出日期": _day(today),
    }


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else "—"


def _safe(name: str) -> str:
    """Return a file name every system can keep."""
    return _UNSAFE.sub("_", name).strip(". ")[:_LONGEST_NAME] or "_"
