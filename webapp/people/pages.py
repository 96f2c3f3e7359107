"""人员和证件: who works here, with which roles and credentials; suspending one freezes that person's open tasks."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.request_scope import me, now, reading, today, transaction
from workflows.acts.office.change_credential import change_credential, register_credential
from workflows.errors import NotFoundError, RefusedError
from workflows.forms import FormError, Posted
from workflows.questions.people import ask_credential, ask_person
from workflows.questions.people import list_people as ask_people
from workflows.questions.permissions import Permission, may_in_agency
from workflows.vocabulary.wording import Objection

blueprint = Blueprint("people", __name__, url_prefix="/people")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a change: nothing yet, wrong fields, or a refusal."""

    errors: Mapping[str, Objection] = field(default_factory=dict)
    refusal: Objection | None = None


@blueprint.get("")
@requires(Permission.SEE_PEOPLE)
def list_people() -> ResponseReturnValue:
    """Show the people of the agency with roles, credentials and workload."""
    with reading() as records:
        people = ask_people(records=records, actor=me(), today=today())
    may_manage = may_in_agency(Permission.MANAGE_CREDENTIALS, actor=me())
    return render_template("people/list.html", people=people, may_manage=may_manage)


@blueprint.get("/me")
@requires(Permission.SEE_PEOPLE)
def show_myself() -> ResponseReturnValue:
    """Lead to the person's own page."""
    return redirect(url_for("people.show", person_id=me().id))


@blueprint.get("/<int:person_id>")
@requires(Permission.SEE_PEOPLE)
def show(person_id: int) -> ResponseReturnValue:
    """Show one person: roles, credentials with their history, open and frozen tasks."""
    return _person_page(person_id, Attempt())


@blueprint.post("/<int:person_id>/credentials")
@requires(Permission.MANAGE_CREDENTIALS)
def register(person_id: int) -> ResponseReturnValue:
    """Register a credential of a person."""
    try:
        with transaction() as records:
            ask_person(person_id, records=records, actor=me(), today=today())
            register_credential(person_id, _posted(), actor=me(), records=records, now=now())
    except FormError as error:
        return _person_page(person_id, Attempt(errors=error.errors)), 422
    except RefusedError as error:
        return _person_page(person_id, Attempt(refusal=error.objection)), 409
    flash(_("证件已登记"))
    return redirect(url_for("people.show", person_id=person_id), 303)


@blueprint.get("/credentials/<int:credential_id>")
@requires(Permission.MANAGE_CREDENTIALS)
def ask_change(credential_id: int) -> ResponseReturnValue:
    """Show the form that suspends, restores or revokes a credential."""
    return _change_page(credential_id, Attempt())


@blueprint.post("/credentials/<int:credential_id>")
@requires(Permission.MANAGE_CREDENTIALS)
def change(credential_id: int) -> ResponseReturnValue:
    """Suspend, restore or revoke a credential from today on; say how many tasks stand still now."""
    try:
        with transaction() as records:
            page = ask_credential(credential_id, records=records, actor=me(), today=today())
            change_credential(credential_id, _posted(), actor=me(), records=records, now=now())
    except FormError as error:
        return _change_page(credential_id, Attempt(errors=error.errors)), 422
    except RefusedError as error:
        return _change_page(credential_id, Attempt(refusal=error.objection)), 409
    with reading() as records:
        after = ask_person(page.person.id, records=records, actor=me(), today=today()).person
    flash(_outcome(page.person.frozen, after.frozen))
    return redirect(url_for("people.show", person_id=page.person.id), 303)


def _outcome(before: int, after: int) -> str:
    if after > before:
        return str(_("已变更，%(count)s 项待办因此冻结；恢复证件或者转办后可以继续", count=after - before))
    if after < before:
        return str(_("已变更，%(count)s 项待办解除冻结", count=before - after))
    return str(_("已变更"))


def _person_page(person_id: int, attempt: Attempt) -> str:
    with reading() as records:
        page = ask_person(person_id, records=records, actor=me(), today=today())
    return render_template("people/show.html", page=page, attempt=attempt, posted=_typed())


def _change_page(credential_id: int, attempt: Attempt) -> str:
    with reading() as records:
        page = ask_credential(credential_id, records=records, actor=me(), today=today())
    if any(one.code == "not-permitted" for one in page.objections):
        raise NotFoundError(credential_id)
    return render_template("people/credential.html", page=page, attempt=attempt, posted=_typed())


def _posted() -> Posted:
    return {name: request.form.getlist(name) for name in request.form}


def _typed() -> object:
    return request.form if request.method == "POST" else None
