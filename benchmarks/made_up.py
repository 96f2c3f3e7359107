"""What made-up cases are about: the same number gives the same words every time."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from workflows.records.case_words import CaseText

FIRST_DAY = datetime(2016, 1, 4, 9, tzinfo=UTC)
_SEED = 20261122

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂玉建华文辉宁波国庆春梅海燕志鹏云飞雪松浩宇子轩欣怡"
PLACES = ("青峦县", "临江市", "云岭区", "渡口镇", "石桥乡", "北山街道", "沙河镇", "南坪村", "东湖新区", "清泉镇")
TRADES = ("永宁礼仪服务", "福安养老", "康泰护理", "仁和殡仪", "长青社会工作服务", "安馨托养", "同心慈善", "瑞祥公墓")
FORMS = ("有限公司", "服务中心", "经营部", "工作站", "合作社", "分公司")
CAUSES = ("擅自接运、存放遗体", "未经批准设置公墓", "养老机构未备案开展服务", "以慈善名义违法募捐", "未按规定公开信息")
THINGS = (
    "改装面包车",
    "租用冷库",
    "收费记录",
    "宣传单页",
    "服务合同",
    "床位登记表",
    "监控录像",
    "银行流水",
    "证人证言",
)
DEEDS = ("现场检查发现", "群众举报称", "经核查", "当事人陈述", "据12345热线反映", "联合检查中查明")
ENDS = ("涉及金额较大", "情节较轻且已改正", "未取得许可", "拒不提供材料", "违法所得待查", "持续时间约三个月")


def name_of(number: int) -> str:
    """Return the name of a person."""
    chance = random.Random(number)  # noqa: S311 -- the same names every time
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))


def cover_of(number: int, agency: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a case and its party are called."""
    chance = random.Random(_SEED * 31 + number)  # noqa: S311 -- the same words every time
    owner = name_of(number * 7)
    name = f"{chance.choice(PLACES)}{owner[1:]}{chance.choice(TRADES)}{chance.choice(FORMS)}"
    cause, at = chance.choice(CAUSES), day_of(number)
    found = "，".join(
        f"{chance.choice(DEEDS)}{chance.choice(PLACES)}{chance.choice(THINGS)}{chance.randrange(1, 99)}处"
        for _ in range(4)
    )
    case = {
        "number": f"{600000 + agency}-{at.year}-CF-{number:07d}",
        "title": f"{name}涉嫌{cause}案",
        "cause": cause,
        "summary": f"{owner}经营的{name}{cause}。{found}，{chance.choice(ENDS)}。",
        "registered_at": at,
    }
    party = {
        "case_id": number,
        "kind": "organisation",
        "name": name,
        "code": f"91{number:016d}",
        "legal_rep": owner,
        "address": "",
        "phone": "",
        "is_enterprise": True,
    }
    return case, party


def day_of(number: int) -> datetime:
    """Return when a case was registered: one every five minutes, a million in nine and a half years."""
    return FIRST_DAY + timedelta(minutes=5 * number)


def text_of(number: int, agency: int, case: dict[str, Any], party: dict[str, Any]) -> CaseText:
    """Return what may be searched of a case."""
    texts = (case["number"], case["title"], case["cause"], party["name"], case["summary"])
    return CaseText(number, agency, texts, party["code"])
