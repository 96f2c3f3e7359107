"""What the network cannot even be asked is told as a message that did not arrive, like everything else."""

import pytest

from workflows.acts.pushing import PushError, Reach, objection_to, push

LONG = f"https://{'a' * 64}.example/"


def test_a_name_that_cannot_be_one_is_a_message_that_did_not_arrive() -> None:
    assert not objection_to(LONG, reach=Reach())

    with pytest.raises(PushError, match="UnicodeError"):
        push(LONG, b"{}", {}, reach=Reach())
