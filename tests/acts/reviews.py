"""A review that fails, as the tests of review and of second review begin with it."""

from typing import Any

from tests.builders import Office

PROBLEM = {"category": "evidence", "text": "缺少银行流水", "basis": "处罚法40条", "suggestion": "调取银行流水"}


def failed(office: Office, conclusion: str = "return_evidence", **answers: Any) -> Office:
    """Walk on until a review has failed with one finding that bears the conclusion out."""
    category = {
        "return_evidence": "evidence",
        "return_law": "law",
        "return_procedure": "procedure",
        "suggest_no_penalty": "no_penalty",
        "suggest_transfer": "transfer",
    }[conclusion]
    office.walk_to("sign_opinion")
    office.do("sign_opinion", conclusion=conclusion, findings=[{**PROBLEM, "category": category}], **answers)
    return office
