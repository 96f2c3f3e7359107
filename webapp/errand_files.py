"""The file of a long work on its way out: unchanged before its first byte leaves, in pieces, and on record."""

from contextlib import ExitStack

from flask import Response, send_file

from webapp.request_scope import installation, note_access
from workflows.events import Downloaded
from workflows.questions.errands import ErrandFile, open_errand_file


def send_errand_file(found: ErrandFile, object_id: int) -> Response:
    """Send a finished file that was found for this person; the access journal keeps who took it."""
    with ExitStack() as stack:
        file = stack.enter_context(open_errand_file(found, means=installation().means))
        note_access(found.case_id, Downloaded(found.what, str(object_id), found.sha))
        answer = send_file(file, as_attachment=True, download_name=found.name)
        # Whoever sends the answer closes the file.
        stack.pop_all()
    answer.content_length = found.size
    return answer
