"""历史案件: what an older register kept of closed cases, for those who may read every case of the agency."""

from datetime import date

from workflows.questions.paging import FIRST, Page, Turn, page_of
from workflows.records.legacy_cases import LegacyCase, search_legacy
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, is_permitted
from workflows.vocabulary.roles import Actor

PAGE = 50
LEGACY_KEY = (date, int)


def list_legacy(
    words: str, *, records: Records, actor: Actor, turn: Turn = FIRST, size: int = PAGE, batch: str = ""
) -> Page[LegacyCase]:
    """Return a page of the older cases that match the words, or of one import; who reads one unit's finds none."""
    if not is_permitted(Permission.SEE_CASE, actor=actor, subject=Subject(actor.agency_id)):
        return Page(())
    leaf = search_legacy(records.session, actor.agency_id, words=words, size=size, turn=turn, batch=batch)
    return page_of(list(leaf.rows), leaf)
