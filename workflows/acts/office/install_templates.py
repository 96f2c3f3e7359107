"""安装文书模板: the shipped templates are kept by hash: a paper issued before an upgrade is made from its own."""

from workflows.documents.build import template_for
from workflows.guards.means import Means


def install_templates(means: Means) -> None:
    """Keep the file of every shipped template; what is kept already stays."""
    for kind in means.papers.values():
        means.storage.put(template_for(kind))
