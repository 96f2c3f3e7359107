"""人员和证件: who works here, with which roles and credentials; suspending one freezes that person's open tasks."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.access import requires
from webapp.request_scope import me, reading, today
from workflows.questions.people import list_people as ask_people
from workflows.questions.permissions import Permission, may_in_agency

blueprint = Blueprint("people", __name__, url_prefix="/people")


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
    """Show the person's own roles and credentials."""
    with reading() as records:
        people = [one for one in ask_people(records=records, actor=me(), today=today()) if one.id == me().id]
    return render_template("people/list.html", people=people, may_manage=False)
