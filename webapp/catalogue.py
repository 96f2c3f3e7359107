"""The English catalogue: gathers every sentence for people, keeps what is translated, says what is missing.

``python -m webapp.catalogue`` (``make messages``) rewrites ``translations/en``; tests/architecture asks the same
functions, so that a sentence without its English cannot be published.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from workflows.acts.office.install_flows import PROCESS, read_flow_files
from workflows.documents.catalogue import catalogue as paper_kinds
from workflows.lawbook import Lawbook, Matter
from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram
from workflows.process.proof.promises import read_promises

ROOT: Final = Path(__file__).parent.parent
TRANSLATIONS: Final = ROOT / "webapp" / "translations"
ENGLISH: Final = TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS: Final = {**DEFAULT_KEYWORDS, "N_": None, "lazy_gettext": None}
# The header carries no moment of its own: the file changes only when a sentence does.
WRITTEN_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
PLACE: Final = re.compile(r"\{\w*[^}]*\}|%\(\w+\)[sd]|%%")


def extract() -> Catalog:
    """Return every sentence for people in code, templates, shipped diagrams, law pack and catalogue of papers."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call] # Babel leaves this one bare
    catalogue = Catalog(project="fashen", charset="utf-8")
    for name, _line, text, comments, context in extract_from_dir(str(ROOT), methods, options, keywords=KEYWORDS):
        catalogue.add(text, None, [(name.replace("\\", "/"), 0)], auto_comments=comments, context=context)
    for name, text in _shipped():
        catalogue.add(text, None, [(name, 0)])
    return catalogue


def _shipped() -> Iterator[tuple[str, str]]:
    """Yield the words that stand in shipped files instead of code, each with its file; pages translate them too."""
    bundle = Bundle.from_files(read_flow_files(ROOT / "bpmn"), process=PROCESS)
    for diagram in bundle.diagrams.values():
        yield from ((f"bpmn/{diagram.file}", label) for label in _labels(diagram) if label)
    yield from ((f"bpmn/{table.file}", table.label) for table in bundle.tables.values())
    for promise in read_promises(bundle.files, bundle.facts):
        yield from (("bpmn/promises", text) for text in (promise.sentence, promise.breach))
    yield from (("bpmn/law", word) for word in _legal_words(Lawbook.load(ROOT / "bpmn" / "law")))
    yield from (("document_templates/catalogue.yaml", kind.name) for kind in paper_kinds().values())


def _labels(diagram: Diagram) -> Iterator[str]:
    yield diagram.label
    yield from (node.label for node in diagram.nodes.values())
    yield from (flow.label for flow in diagram.flows.values())
    yield from (lane.label for lane in diagram.lanes.values())


def _legal_words(law: Lawbook) -> Iterator[str]:
    """Yield the names of clocks, grounds and matters, the items of legal review, and the holidays."""
    yield from (clock.term for clock in law.clocks)
    yield from (ground.term for ground in law.pause_grounds)
    yield from (name for year in law.expected for name in year.holidays.values())
    for item in law.items:
        yield from (item.title, *(question.text for question in item.questions))
    for matter in law.all_matters:
        yield from _words_of_matter(matter)


def _words_of_matter(matter: Matter) -> Iterator[str]:
    yield matter.term
    for band in matter.bands:
        yield from (band.term, *(step.term for step in band.steps))


def read_english() -> Catalog:
    """Return the English catalogue as it is kept."""
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8")


def english_of(catalogue: Catalog, text: str) -> str:
    """Return the English of a sentence, empty when it has none or only a guessed one."""
    message = catalogue.get(text)
    return "" if message is None or message.fuzzy or not isinstance(message.string, str) else message.string


def places_of(text: str) -> list[str]:
    """Return the places a sentence leaves for values, sorted."""
    return sorted(PLACE.findall(text))


def texts_of(catalogue: Catalog) -> list[str]:
    """Return the catalogue's sentences, sorted, without its header."""
    return sorted(str(message.id) for message in catalogue if message.id)


def update() -> list[str]:
    """Write the English catalogue again from the code; return the sentences that still have no English."""
    found, known = extract(), read_english()
    fresh = Catalog(
        locale="en",
        project="fashen",
        charset="utf-8",
        creation_date=WRITTEN_AT,
        revision_date=WRITTEN_AT,
        last_translator="Fashen",
        language_team="English",
        copyright_holder="the Fashen authors",
        msgid_bugs_address="-",
        version="1",
        fuzzy=False,
        header_comment="# Chinese is the source; see make messages.",
    )
    for text in texts_of(found):
        fresh.add(text, english_of(known, text))
    with ENGLISH.open("wb") as file:
        write_po(file, fresh, width=120, no_location=True)
    return [text for text in texts_of(found) if not english_of(known, text)]


def main() -> int:
    """Update and print what is missing; answer 0 when nothing is."""
    missing = update()
    sys.stdout.writelines(f"{text}\n" for text in missing)
    sys.stdout.write(f"{len(missing)} sentences without English in {ENGLISH.relative_to(ROOT)}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
