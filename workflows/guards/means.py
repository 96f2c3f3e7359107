"""What acts work with beside the records: the law, the flows, the papers and the file store of this installation."""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from workflows.documents.catalogue import PaperKind
from workflows.documents.limited import render_limited
from workflows.documents.pdf import PdfPress
from workflows.errors import NotFoundError
from workflows.lawbook import HolidayNotice, Lawbook
from workflows.process.bundle import Bundle
from workflows.records.clocks import CalendarNotice
from workflows.records.flows import find_bundle
from workflows.records.templates import ApprovedTemplate, list_approved
from workflows.records.transaction import Records
from workflows.rules.calendars import Calendar
from workflows.storage import Storage
from workflows.witness.keys import Witness

Render: TypeAlias = Callable[[bytes, PaperKind, Mapping[str, object]], bytes]


@dataclass(slots=True)
class Means:
    """Long-lived and shared by all requests; flows and calendars are read once and kept.

    ``render`` makes the file of a paper, in a process with limited time and memory, and ``pdf`` a copy of it to read;
    ``promises`` are the files of the promises shipped with the program, which no flow may drop; ``witness`` says with
    what the log is signed.
    """

    law: Lawbook
    papers: Mapping[str, PaperKind]
    storage: Storage
    render: Render = render_limited
    pdf: PdfPress = field(default_factory=PdfPress)
    promises: Mapping[str, bytes] = field(default_factory=dict)
    witness: Witness = field(default_factory=Witness)
    _flows: dict[str, Bundle] = field(default_factory=dict)
    _calendars: dict[str | None, Calendar] = field(default_factory=dict)
    _templates: dict[tuple[int, str], tuple[ApprovedTemplate, ...]] = field(default_factory=dict)

    def flow(self, records: Records, sha: str) -> Bundle:
        """Return a published flow version by its hash."""
        if sha not in self._flows:
            stored = find_bundle(records.session, sha)
            if stored is None:
                raise NotFoundError(sha)
            files = {name: text.encode() for name, text in json.loads(zlib.decompress(stored.files)).items()}
            self._flows[sha] = Bundle.from_files(files, process=stored.process)
        return self._flows[sha]

    def templates(self, records: Records, agency_id: int) -> tuple[ApprovedTemplate, ...]:
        """Return the templates of papers an agency has approved over the shipped ones."""
        mark = records.template_mark(agency_id)
        if mark is None:
            return ()
        if (agency_id, mark) not in self._templates:
            self._templates[agency_id, mark] = list_approved(records.session, agency_id=agency_id)
        return self._templates[agency_id, mark]

    def calendar(self, records: Records) -> Calendar:
        """Return the working calendar with every imported notice over the known years.

        A notice imported again replaces its earlier version: the national one of its year, a regional one by title.
        """
        mark = records.calendar_mark
        if mark not in self._calendars:
            kept = records.list_where(CalendarNotice)
            notices = {(one.year, one.title if one.is_regional else ""): one for one in kept}.values()
            self._calendars[mark] = self.law.calendar(_notice(one) for one in notices)
        return self._calendars[mark]


def pack_files(files: Mapping[str, bytes]) -> bytes:
    """Return a bundle's files as they are kept in the archive."""
    texts = {name: content.decode() for name, content in sorted(files.items())}
    return zlib.compress(json.dumps(texts, ensure_ascii=False).encode())


def _notice(row: CalendarNotice) -> HolidayNotice:
    return HolidayNotice(
        year=row.year,
        holidays={date.fromisoformat(day): str(name) for day, name in row.holidays.items()},
        make_up_days=frozenset(date.fromisoformat(str(day)) for day in row.make_up_days),
        title=row.title,
        regional=row.is_regional,
    )
