"""消息推送: addresses of other systems that are told of what happens, what was sent to each, and sending it again."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.access import requires
from webapp.interface.attempts import Attempt, posted
from webapp.paging import pager_of, turn_of_request
from webapp.request_scope import installation, me, now, reading, secret_box, transaction
from workflows.acts.office import manage_webhooks as acts
from workflows.acts.pushing import reach_of
from workflows.errors import RefusedError
from workflows.forms import FormError
from workflows.questions.permissions import Permission
from workflows.questions.webhooks import DELIVERY_KEY, ask_new_webhook, ask_webhook, list_webhooks
from workflows.vocabulary.wording import Objection

blueprint = Blueprint("webhooks", __name__, url_prefix="/interface/webhooks")


@blueprint.get("")
@requires(Permission.MANAGE_WEBHOOKS)
def show_all() -> ResponseReturnValue:
    """Show the addresses of the agency and how it goes with each."""
    with reading() as records:
        lines = list_webhooks(records=records, actor=me(), now=_true_now())
    return render_template("interface/webhooks.html", lines=lines)


@blueprint.get("/new")
@requires(Permission.MANAGE_WEBHOOKS)
def ask_new() -> ResponseReturnValue:
    """Ask for a new address."""
    return _new_page(Attempt())


@blueprint.post("/new")
@requires(Permission.MANAGE_WEBHOOKS)
def add() -> ResponseReturnValue:
    """Register an address and show the secret its messages are signed by, this once."""
    reach, typed = reach_of(installation().settings), posted()
    try:
        with transaction() as records:
            number, secret = acts.add_webhook(
                typed, reach=reach, box=secret_box(), actor=me(), records=records, now=now()
            )
    except FormError as error:
        return _new_page(Attempt(errors=error.errors)), 422
    except RefusedError as error:
        return _new_page(Attempt(refusal=error.objection)), 409
    return _secret_page(number, secret)


@blueprint.get("/<int:endpoint_id>")
@requires(Permission.MANAGE_WEBHOOKS)
def show(endpoint_id: int) -> ResponseReturnValue:
    """Show one address with what was sent to it."""
    return _page(endpoint_id)


@blueprint.post("/<int:endpoint_id>/pause")
@requires(Permission.MANAGE_WEBHOOKS)
def pause(endpoint_id: int) -> ResponseReturnValue:
    """Tell an address nothing for the time being."""
    return _change(acts.pause_webhook, endpoint_id, lambda _done: str(_("已暂停，暂停期间发生的事件不再补发")))


@blueprint.post("/<int:endpoint_id>/resume")
@requires(Permission.MANAGE_WEBHOOKS)
def resume(endpoint_id: int) -> ResponseReturnValue:
    """Tell an address again."""
    return _change(
        acts.resume_webhook,
        endpoint_id,
        lambda count: str(_("已恢复，补发停用前未送达的消息 %(count)s 条", count=count)),
    )


@blueprint.post("/<int:endpoint_id>/test")
@requires(Permission.MANAGE_WEBHOOKS)
def send_test(endpoint_id: int) -> ResponseReturnValue:
    """Send an address a test message."""
    return _change(acts.send_test, endpoint_id, lambda _done: str(_("测试消息已交付发送，稍后刷新本页查看结果")))


@blueprint.post("/<int:endpoint_id>/secret")
@requires(Permission.MANAGE_WEBHOOKS)
def exchange(endpoint_id: int) -> ResponseReturnValue:
    """Give an address a new secret and show it, this once."""
    try:
        with transaction() as records:
            secret = acts.exchange_secret(endpoint_id, box=secret_box(), actor=me(), records=records, now=_true_now())
    except RefusedError as error:
        return _page(endpoint_id, error.objection), 409
    return _secret_page(endpoint_id, secret, is_exchange=True)


@blueprint.post("/<int:endpoint_id>/remove")
@requires(Permission.MANAGE_WEBHOOKS)
def remove(endpoint_id: int) -> ResponseReturnValue:
    """Take an address out for good."""
    with transaction() as records:
        acts.remove_webhook(endpoint_id, actor=me(), records=records, now=_true_now())
    flash(_("推送地址已删除"))
    return redirect(url_for("webhooks.show_all"), 303)


@blueprint.post("/<int:endpoint_id>/deliveries/<int:delivery_id>")
@requires(Permission.MANAGE_WEBHOOKS)
def redeliver(endpoint_id: int, delivery_id: int) -> ResponseReturnValue:
    """Send a message once more."""

    def carry_out(_number: int, **means: object) -> None:
        acts.redeliver(delivery_id, endpoint_id=endpoint_id, **means)  # type: ignore[arg-type]

    return _change(carry_out, endpoint_id, lambda _done: str(_("已重新交付发送")))


def _true_now() -> datetime:
    return installation().clock.system_now()


def _change(act: Callable[..., object], endpoint_id: int, told: Callable[[object], str]) -> ResponseReturnValue:
    try:
        with transaction() as records:
            done = act(endpoint_id, actor=me(), records=records, now=_true_now())
    except RefusedError as error:
        return _page(endpoint_id, error.objection), 409
    flash(told(done))
    return redirect(url_for("webhooks.show", endpoint_id=endpoint_id), 303)


def _page(endpoint_id: int, refusal: Objection | None = None) -> str:
    with reading() as records:
        page = ask_webhook(
            endpoint_id, records=records, actor=me(), now=_true_now(), turn=turn_of_request(*DELIVERY_KEY)
        )
    pager = pager_of(page.deliveries, "webhooks.show", {"endpoint_id": endpoint_id})
    return render_template("interface/webhook.html", page=page, pager=pager, refusal=refusal)


def _new_page(attempt: Attempt) -> str:
    typed = request.form if request.method == "POST" else None
    return render_template("interface/new_webhook.html", form=ask_new_webhook(), attempt=attempt, posted=typed)


def _secret_page(endpoint_id: int, secret: str, *, is_exchange: bool = False) -> str:
    with reading() as records:
        line = ask_webhook(endpoint_id, records=records, actor=me(), now=_true_now()).line
    return render_template("interface/webhook_secret.html", line=line, secret=secret, is_exchange=is_exchange)
