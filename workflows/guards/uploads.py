"""Files already sent to the store, taken into a case by their hash: who sent one may attach it."""

from workflows.forms import Answers
from workflows.guards.desk import Desk
from workflows.records.jobs import Upload
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
