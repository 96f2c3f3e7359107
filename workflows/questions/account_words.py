"""What an entry about accounts and sign-ins says, in one sentence of the record's own language."""

from collections.abc import Callable, Mapping
from typing import Final

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


ACCOUNT_SENTENCES: Final[Mapping[str, Callable[[Body, object], str]]] = {
    "SignedIn": _signed_in,
    "LoginClosed": _closed,
    "SignInEnded": _ended,
    "PersonAdded": _person,
    "AccountChanged": _account,
    "RoleChanged": _role,
    "UnitAdded": _unit,
}
