"""The English catalogue: gathers every sentence for people, keeps what is translated, says what is missing.

``python -m webapp.catalogue`` (``make messages``) rewrites ``translations/en``; tests/architecture asks the same
functions, so that a sentence without its English cannot be published.
"""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).parent.parent
TRANSLATIONS: Final = ROOT / "webapp" / "translations"
ENGLISH: Final = TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS: Final = {**DEFAULT_KEYWORDS, "N_": None, "lazy_gettext": None}
# The header carries no moment of its own: the file changes only when a sentence does.
WRITTEN_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
PLACE: Final = re.compile(r"\{\w*[^}]*\}|%\(\w+\)[sd]|%%")


def extract() -> Catalog:
    """Return every sentence for people that stands in the code and the templates."""
    with (TRANSLATIONS / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call] # Babel leaves this one bare
    catalogue = Catalog(project="fashen", charset="utf-8")
    for name, _line, text, comments, context in extract_from_dir(str(ROOT), methods, options, keywords=KEYWORDS):
        catalogue.add(text, None, [(name.replace("\\", "/"), 0)], auto_comments=comments, context=context)
    return catalogue


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
