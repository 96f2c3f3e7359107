"""送达 always serves something: the part that proves service is called for a site, and a site leads to that proof."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import Node, NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.acts import ACTS, SITE_ACTS
from workflows.vocabulary.wording import N_, Objection

_SITES = frozenset(act.id for act in SITE_ACTS)
_PROOF = "record_service"
_SERVICE = frozenset({"choose_service", _PROOF, "publish_service_notice"})


def service_without_matter(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each step of service that serves nothing, and each site at which nothing is served."""
    nameless = _parts_without_site(bundle)
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.TASK):
            act = node.properties.get("act", "")
            if act in _SERVICE and diagram.process in nameless:
                message = Objection("service-of-nothing", N_("“{act}”未注明送达何种文书"), {"act": ACTS[act].term})
                cure = N_("请放进一个部分，并在调用它的环节上选择送达的文书")
                yield Finding(diagram.file, node.id, message, cure)
        for node in diagram.of_kind(NodeKind.CALL):
            site = node.properties.get("act", "")
            if site in _SITES and not _proves(bundle, node, set()):
                text = N_("“{site}”所调用的部分没有登记送达回证，不会产生送达的效果")
                message = Objection("site-without-service", text, {"site": ACTS[site].term})
                yield Finding(diagram.file, node.id, message, N_("请调用送达部分，或者取消送达的文书"))


def _parts_without_site(bundle: Bundle) -> set[str]:
    """Return the processes that some walk enters without a site around it."""
    found, waiting = {bundle.process}, [bundle.process]
    while waiting:
        for call in bundle.diagrams[waiting.pop()].of_kind(NodeKind.CALL):
            if call.properties.get("act", "") not in _SITES and call.called not in found:
                found.add(call.called)
                waiting.append(call.called)
    return found


def _proves(bundle: Bundle, call: Node, walked: set[str]) -> bool:
    walked.add(call.called)
    part = bundle.diagrams[call.called]
    if any(node.properties.get("act") == _PROOF for node in part.of_kind(NodeKind.TASK)):
        return True
    calls = [inner for inner in part.of_kind(NodeKind.CALL) if inner.called not in walked]
    return any(_proves(bundle, inner, walked) for inner in calls)
