"""What an entry about accounts, sign-ins, keys of applications and addresses outside says, in one Chinese sentence."""

from collections.abc import Callable, Mapping
from typing import Final

from workflows.vocabulary.errands import KIND_TERMS
from workflows.vocabulary.roles import ROLE_TERMS
from workflows.vocabulary.wording import N_

Body = Mapping[str, object]

ACCOUNT_KINDS: Final[Mapping[str, str]] = {
    "LoginClosed": N_("登录锁定"),
    "SignInEnded": N_("结束登录"),
    "PersonAdded": N_("开立账户"),
    "AccountChanged": N_("账户变更"),
    "RoleChanged": N_("岗位变更"),
    "UnitAdded": N_("登记内设机构"),
    "ApiTokenChanged": N_("接口凭证"),
    "WebhookChanged": N_("推送地址"),
    "ErrandChanged": N_("后台事项"),
    "JournalsChecked": N_("核验日志"),
}
_ENDED = {
    "signed_out": "本人退出",
    "idle": "超时",
    "ended": "本人结束",
    "replaced": "在别处重新登录",
    "rights": "岗位变更",
    "password": "修改密码",
    "closed": "账户停用",
    "by_administrator": "由安全管理员结束",
}
_ACCOUNT = {
    "password": "本人修改密码",
    "password_reset": "重置密码",
    "second_factor_on": "启用动态口令",
    "second_factor_off": "停用动态口令",
    "second_factor_taken": "由安全管理员解除动态口令",
    "recovery_codes": "更换恢复码",
    "closed": "停用账户",
    "opened": "恢复账户",
    "unlocked": "解除登录锁定",
    "tied": "与统一身份认证绑定",
    "set_up": "首次设置机关和三名管理员",
}
_ROLE_CHANGE = {"grant": "授予", "withdraw": "撤销"}
_STATE = {"proposed": "提请", "confirmed": "同意", "refused": "不同意"}

_KEY = {
    "proposed": "提请发放",
    "confirmed": "同意发放",
    "refused": "不同意发放",
    "withdrawn": "撤回提请",
    "issued": "领取",
    "succeeded": "已换发，旧凭证并用至",
    "revoked": "撤销",
}
_ADDRESS = {
    "added": "登记",
    "paused": "暂停",
    "resumed": "恢复",
    "enabled": "恢复",
    "removed": "删除",
    "disabled": "因多次推送失败停用",
    "secret": "更换签名密钥",
    "tested": "发送测试消息",
    "redelivered": "重新推送",
}
_ERRAND = {"cancelled": "取消", "repeated": "重新办理"}


def _signed_in(body: Body, _: object) -> str:
    return f"{body['login']} {'登录成功' if body['is_success'] else '登录失败'}"


def _closed(body: Body, _: object) -> str:
    return f"{body['login']} 连续登录失败，锁定 {body['minutes']} 分钟"


def _ended(body: Body, _: object) -> str:
    return f"{body['name']} {body['count']} 处登录：{_ENDED.get(str(body['how']), body['how'])}"


def _person(body: Body, _: object) -> str:
    roles = body["roles"] if isinstance(body["roles"], list) else []
    return f"{body['login']} {'、'.join(map(str, roles))}"


def _account(body: Body, _: object) -> str:
    reason = f"（{body['reason']}）" if body.get("reason") else ""
    return f"{body['login']} {_ACCOUNT.get(str(body['change']), body['change'])}{reason}"


def _role(body: Body, _: object) -> str:
    known = {role.value: term for role, term in ROLE_TERMS.items()}
    term = known.get(str(body["role"]), str(body["role"]))
    change = _ROLE_CHANGE.get(str(body["change"]), body["change"])
    return f"{_STATE.get(str(body['state']), body['state'])}{change}{body['name']}“{term}”岗位：{body['reason']}"


def _unit(body: Body, _: object) -> str:
    return str(body["name"])


def _key(body: Body, _: object) -> str:
    scopes = body["scopes"] if isinstance(body["scopes"], list) else []
    until = f" {str(body['expires_at'])[:10]}" if body["change"] == "succeeded" else ""
    renewal = f"（接替凭证 {body['token_id']}）" if body.get("proposal_id") and body["token_id"] else ""
    person = f"，以{body['person']}的名义" if body.get("person") else ""
    reason = f"：{body['reason']}" if body.get("reason") else ""
    change = _KEY.get(str(body["change"]), body["change"])
    return f"应用“{body['name']}”接口凭证{renewal} {change}{until}（{'、'.join(map(str, scopes))}{person}）{reason}"


def _address(body: Body, _: object) -> str:
    kinds = body["kinds"] if isinstance(body["kinds"], list) else []
    return f"{body['host']} {_ADDRESS.get(str(body['change']), body['change'])}：{'、'.join(map(str, kinds))}"


def _errand(body: Body, _: object) -> str:
    terms = {kind.value: term for kind, term in KIND_TERMS.items()}
    term = terms.get(str(body["what"]), str(body["what"]))
    return f"{_ERRAND.get(str(body['change']), body['change'])}{body['person']}提出的第 {body['errand_id']} 项：{term}"


def _checked(body: Body, _: object) -> str:
    return str(body["fault"] or f"全部日志链条校验一致，共 {body['entries']} 条")


ACCOUNT_SENTENCES: Final[Mapping[str, Callable[[Body, object], str]]] = {
    "SignedIn": _signed_in,
    "LoginClosed": _closed,
    "SignInEnded": _ended,
    "PersonAdded": _person,
    "AccountChanged": _account,
    "RoleChanged": _role,
    "UnitAdded": _unit,
    "ApiTokenChanged": _key,
    "WebhookChanged": _address,
    "ErrandChanged": _errand,
    "JournalsChecked": _checked,
}
