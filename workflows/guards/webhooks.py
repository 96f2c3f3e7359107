"""推送地址: what is asked of whoever registers one, and when nothing can be sent to it."""

from workflows.forms import Field, Form, Kind
from workflows.records.webhooks import WebhookEndpoint
from workflows.vocabulary.scopes import WEBHOOK_KINDS
from workflows.vocabulary.wording import N_, Objection


def webhook_form() -> Form:
    """Ask for an address and what it is told of."""
    return Form(
        (
            Field("url", N_("推送地址"), limit=1000, help=N_("对方系统接收消息的完整地址，以 https:// 开头")),
            Field("kinds", N_("推送事件"), Kind.CHOICES, options=tuple(WEBHOOK_KINDS.items())),
        )
    )


def objection_to_sending(endpoint: WebhookEndpoint) -> Objection | None:
    """Refuse to send anything to an address that is told nothing."""
    if endpoint.disabled_at is not None:
        return Objection("address-paused", N_("此推送地址已停用，请先恢复"))
    return None
