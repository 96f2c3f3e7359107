"""A whole case for another system: everything on file as one JSON document, and every file beside it, in one archive.

Who the informant is never leaves with it (举报人信息保密).
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import IO, Any, Final

import orjson

from workflows.errors import NotFoundError, RefusedError
from workflows.guards.dossier_files import INFORMANT
from workflows.guards.volume import attached_files, suffix_of
from workflows.questions.every_case import Reader
from workflows.questions.viewing import open_dossier
from workflows.records.dossier import Dossier
from workflows.records.journal import Entry
from workflows.records.moves import list_moves_of_run
from workflows.records.runs import StepRow
from workflows.records.schema import Record, values_of

FORMAT: Final = "fashen-case/2"
# How a step was sent is nobody else's business, and a hash of answers would give away a short one.
PRESSED: Final = frozenset({"key", "press_sha"})


def write_case(out: IO[bytes], case_id: int, reader: Reader) -> None:
    """Write a case this person may read; a file that is gone or changed is named in the document."""
    with reader.reading() as records:
        dossier = open_dossier(records, case_id, actor=reader.actor)
        written, files = _document(dossier, case_id), dict(_files(dossier))
    missing: dict[str, str] = {}
    reader.progress(0, len(files))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, (name, sha) in enumerate(files.items(), start=1):
            try:
                archive.writestr(name, reader.means.storage.get(sha))
            except (NotFoundError, RefusedError) as error:
                missing[name] = str(error)
            reader.progress(done, len(files))
        document = {**written, "missing_files": missing}
        archive.writestr("case.json", orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))


def _document(dossier: Dossier, case_id: int) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "case": _plain(dossier.case),
        "agency": {"code": dossier.agency.code, "name": dossier.agency.name},
        "party": _plain(dossier.party),
        "facts": dict(dossier.facts),
        "flow": {"sha": dossier.run.bundle_sha, "version": dossier.run.version, "status": dossier.run.status},
        "steps": [_step(one) for one in dossier.steps],
        "open_tasks": [asdict(one) for one in dossier.records.tasks.of_run(dossier.run.id)],
        "withdrawn_tasks": [asdict(one) for one in dossier.records.tasks.list_withdrawn(case_id)],
        "run_moves": [_plain(one) for one in list_moves_of_run(dossier.records.session, dossier.run.id)],
        **{name: [_plain(one) for one in rows] for name, rows in dossier.drawers.all().items()},
        "journal": [_entry(one) for one in dossier.records.journal.list_entries(case_id)],
        "files": dict(_files(dossier)),
    }


def _files(dossier: Dossier) -> Iterator[tuple[str, str]]:
    for paper_id, file in sorted(dossier.paper_files.items()):
        yield f"papers/{paper_id}.docx", file.sha
    for one in (*dossier.evidence, *dossier.excluded_evidence):
        if one.file_sha:
            yield f"evidence/{one.number}.{_ending(one.file_name)}", one.file_sha
    for _, sent in attached_files(dossier):
        yield f"attachments/{sent.id}.{_ending(sent.name)}", sent.sha


def _ending(name: str) -> str:
    suffix = suffix_of(name)
    return suffix if suffix.isalnum() else "bin"


def _plain(row: Record) -> dict[str, object]:
    return {name: value for name, value in values_of(row).items() if name != INFORMANT}


def _step(step: StepRow) -> dict[str, object]:
    answers = {name: value for name, value in step.answers.items() if not name.startswith(INFORMANT)}
    told = {name: value for name, value in asdict(step).items() if name not in PRESSED}
    return {**told, "answers": answers}


def _entry(entry: Entry) -> Mapping[str, object]:
    return {"seq": entry.seq, "hash": entry.hash, "written": entry.raw.decode("utf-8", "replace")}
