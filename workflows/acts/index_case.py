"""Writing a case into the search index: a job after every act that changes what may be searched of it."""

from collections.abc import Sequence
from datetime import datetime

from workflows.guards.background import Arguments, Background, Effect
from workflows.records.case_words import OLDER, CaseText, clear_texts, write_texts
from workflows.records.cases import Case, Party
from workflows.records.legacy_cases import LegacyCase, count_unindexed, list_unindexed
from workflows.records.search import find_newest_case, next_cases
from workflows.records.transaction import Records
from workflows.rules.masking import mask_text

KIND = "index_case"
OLDER_KIND = "index_older_cases"
PIECE = 500


def enqueue_index(case_id: int, *, records: Records, now: datetime) -> None:
    """Ask for a case to be indexed again; each change asks anew, because the job of the one before may be under way."""
    key = f"{KIND}:{case_id}:{now.isoformat()}"
    records.jobs.enqueue(KIND, key=key, arguments={"case_id": case_id}, now=now)


def index_case(arguments: Arguments, _: Background) -> Effect:
    """Do the job ``index_case``."""
    case_id = int(str(arguments["case_id"]))
    return lambda records: index_cases([case_id], records=records)


def index_cases(case_ids: Sequence[int], *, records: Records) -> None:
    """Write cases into the index as they stand now; whoever informed on them is not in it."""
    parties: dict[int, list[Party]] = {}
    for party in records.list_where(Party, Party.case_id.in_(case_ids)):
        parties.setdefault(party.case_id, []).append(party)
    cases = records.list_where(Case, Case.id.in_(case_ids))
    write_texts(records.session, [searched(case, parties.get(case.id, [])) for case in cases])


def searched(case: Case, parties: Sequence[Party]) -> CaseText:
    """Return what may be searched of a case: identity and telephone numbers within its facts stay out of the index."""
    names = [party.name for party in parties]
    texts = (case.number, case.title, case.cause, *names, mask_text(case.summary))
    return CaseText(case.id, case.agency_id, texts, next((party.code for party in parties if party.code), ""))


def enqueue_older_index(batch: str, *, records: Records, now: datetime) -> None:
    """Ask for the older cases that came in together to be indexed."""
    key = f"{OLDER_KIND}:{batch}:{now.isoformat()}"
    records.jobs.enqueue(OLDER_KIND, key=key, arguments={}, now=now)


def index_older_cases(_: Arguments, background: Background) -> None:
    """Do the job ``index_older_cases``, in pieces: what is written stays, whoever goes on."""
    while True:
        with background.archive.transaction() as records:
            if not index_older_piece(records=records):
                return


def index_older_piece(*, records: Records) -> int:
    """Write the next older cases that the index does not know into it; return how many."""
    rows = list_unindexed(records.session, limit=PIECE)
    write_texts(records.session, [_searched_older(row) for row in rows], OLDER)
    return len(rows)


def empty_older_index(*, records: Records) -> int:
    """Forget what the index knows of older cases, so that they are written again; return how many there are."""
    clear_texts(records.session, OLDER)
    return count_unindexed(records.session)


def _searched_older(row: LegacyCase) -> CaseText:
    texts = (row.number, row.title, row.cause, row.party_name, row.outcome, row.decision_number, mask_text(row.remark))
    return CaseText(row.id, row.agency_id, texts, row.party_code)


def newest_case(*, records: Records) -> int:
    """Return the number of the newest case, 0 where there is none: how far a rebuilding has to go."""
    return find_newest_case(records.session)


def rebuild_index(after: int, *, records: Records, many: int = 500) -> int:
    """Write the next cases behind a number into the index; return the last one's number, or 0 when there are no more.

    It begins with 0 and then empties the index first.
    """
    if not after:
        clear_texts(records.session)
    case_ids = next_cases(records.session, after=after, limit=many)
    index_cases(case_ids, records=records)
    return case_ids[-1] if case_ids else 0
