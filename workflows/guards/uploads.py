"""Files already sent to the store, taken into a case by their hash: who sent one may attach it."""

from collections.abc import Collection, Mapping

from workflows.forms import Answers
from workflows.guards.desk import Desk
from workflows.records.dossier import Dossier
from workflows.records.jobs import Upload
from workflows.records.runs import StepRow
from workflows.vocabulary.wording import N_, Objection


def find_upload(desk: Desk, answers: Answers, field: str = "file") -> Upload | None:
    """Return the file named by a form, or None when none was given or this person did not send it."""
    given = answers.choices(field)
    if not given:
        return None
    mine = (Upload.sha == given[0], Upload.sent_by == desk.actor.id)
    return desk.dossier.records.find_where(Upload, *mine)


def objection_to_file(desk: Desk, answers: Answers, field: str = "file") -> Objection | None:
    """Refuse several files at once and a file that this person did not send."""
    given = answers.choices(field)
    if len(given) > 1:
        return Objection("several-files", N_("每份证据只附一个文件，其余文件请作为另一份证据登记"))
    if given and find_upload(desk, answers, field) is None:
        return Objection("file-unknown", N_("没有收到所附文件，请重新上传"))
    return None


def files_of_step(step: StepRow, shas: Collection[str], *, dossier: Dossier) -> Mapping[str, Upload]:
    """Return the files attached to a step by hash, as whoever works on this case sent them.

    The same content may have been sent by others too, for other cases and under other names, which stay theirs.
    """
    senders = {one.by_id for one in dossier.steps}
    known = (Upload.sha.in_(shas), Upload.sent_by.in_(senders))
    sent = dossier.records.list_where(Upload, *known) if shas else []
    return {one.sha: one for one in sorted(sent, key=lambda one: (one.sent_by == step.by_id, -one.id))}
