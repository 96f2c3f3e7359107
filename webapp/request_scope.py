"""What a request works with: one transaction, the moment it came, and the person who sent it."""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Final, cast

from flask import current_app, g, request
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from webapp.installation import Installation
from workflows.acts.office.take_upload import keep_file, take_upload
from workflows.acts.pressing import Press
from workflows.errors import RefusedError
from workflows.events import Event
from workflows.forms import SHANGHAI
from workflows.guards.secret_box import SecretBox
from workflows.records.transaction import Archive, Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

# How the keys of applications begin, each within those of its own (``webapp/api/presses.py``).
KEYS_OF_PROGRAMS: Final = "api-"


def installation() -> Installation:
    """Return the running installation."""
    return cast("Installation", current_app.extensions["installation"])


def secret_box() -> SecretBox:
    """Return what closes and opens the secrets the database keeps."""
    return cast("SecretBox", current_app.extensions["secret_box"])


def now() -> datetime:
    """Return the moment of this request, the same however often it is asked."""
    if "now" not in g:
        g.now = installation().clock.now()
    return cast("datetime", g.now)


def today() -> date:
    """Return the legal day of this request."""
    return now().astimezone(SHANGHAI).date()


def me() -> Actor:
    """Return who sent this request, a person or an application; pages without one are on the short open list."""
    if "actor" in g:
        return cast("Actor", g.actor)
    if not current_user.is_authenticated:
        raise RefusedError(Objection("not-signed-in", N_("请先登录")))
    return cast("Actor", current_user.actor)


def is_here(actor: Actor) -> None:
    """Open the archive of an agency to this request: to the person or the application that was just recognised."""
    g.agency_id = actor.agency_id


def own_archive() -> Archive:
    """Return the archive as it opens to the agency of this request; to nobody yet, as long as nobody is known."""
    return installation().archive.within(g.get("agency_id"))


@contextmanager
def transaction() -> Iterator[Records]:
    """Write within this request: everything inside happens, or nothing does."""
    with own_archive().transaction() as records:
        yield records
        if g.get("presence") is not None:
            g.presence(records=records)
    g.presence = None
    g.has_written = True
    # Whoever reads after this reads what was written.
    g.under_way = None


@contextmanager
def reading() -> Iterator[Records]:
    """Read within this request; what is read inside sees the same moment through the same connection.

    A page that held one connection while its frame waits for a second could wait for its like for ever.
    """
    under_way = g.get("under_way")
    if under_way is not None and under_way[0] == g.get("agency_id"):
        yield under_way[1]
        return
    with own_archive().reading() as records:
        g.under_way = (g.get("agency_id"), records)
        try:
            yield records
        finally:
            g.under_way = None


@contextmanager
def reading_everywhere() -> Iterator[Records]:
    """Read what belongs to no agency alone: what is published, what proves it, and how the installation is."""
    with installation().archive.reading() as records:
        yield records


def note_access(case_id: int, event: Event) -> None:
    """Write a refusal, a sensitive view or a download into the access journal, in a transaction of its own."""
    actor = me() if "actor" in g or current_user.is_authenticated else None
    with own_archive().transaction() as records:
        records.access.append(
            case_id,
            kind=event.kind(),
            actor_id=actor.id if actor else 0,
            actor=actor.name if actor else request.remote_addr or "",
            now=now(),
            body=event.body(),
        )
    g.has_written = True


def posted(asked_files: Callable[[Records], Collection[str]] = lambda _records: ()) -> Mapping[str, Sequence[str]]:
    """Return what the form sent, every value of every field; a file stands as its hash.

    ``asked_files`` names the fields that this person may send files in now. These are kept first, in a transaction of
    their own, so that a refused act loses no upload; nothing else is kept. A file that may not be kept is refused once;
    asked again, for the page that says so, this answers with what else was sent.
    """
    if "posted" not in g:
        g.posted = {name: request.form.getlist(name) for name in request.form}
        sent = [(name, file) for name, file in request.files.items(multi=True) if file.filename]
        with reading() as records:
            asked = asked_files(records) if sent else ()
        for name, file in sent:
            g.posted.setdefault(name, []).append(_keep(file) if name in asked else _hash_of(file))
    return cast("Mapping[str, Sequence[str]]", g.posted)


def press_of_request() -> Press:
    """Return the pressing of the button this request is: its key and the version the person saw.

    An act asked twice under one key is done once, so that such a request may be begun again.
    """
    key, version = key_of_request(), request.form.get("version", "")
    return Press(key, int(version) if re.fullmatch(r"[0-9]{1,9}", version) else -1)


def key_of_request() -> str:
    """Return the key under which this request is done once, however often it is sent."""
    key = request.form.get("key", "")[:64]
    # A page must not use up beforehand what an application will send.
    key = "" if key.startswith(KEYS_OF_PROGRAMS) else key
    g.is_keyed = bool(key)
    return key


def _keep(sent: FileStorage) -> str:
    kept = keep_file(sent.filename or "", sent.read(), means=installation().means)
    with transaction() as records:
        take_upload(kept, actor=me(), records=records, now=now())
    return kept.sha


def _hash_of(sent: FileStorage) -> str:
    return hashlib.sha256(sent.read()).hexdigest()
