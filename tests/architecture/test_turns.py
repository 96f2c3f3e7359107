"""Every act on the office outside a case is done one after the other from its beginning, or is safe in another way."""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from workflows.acts import office as acts_on_the_office

# Acts on the office that need no turn of their own, and why.
IN_THEIR_OWN_WAY = {
    "the draft's row is locked": (
        "approve_draft return_draft submit_draft withdraw_draft drop_draft restore_draft save_draft_file "
        "remove_draft_file visit_draft open_for_editing write_file import_draft_files"
    ),
    "the template's or the agency's row is locked": (
        "upload_template restore_template submit_template drop_template template_for_writing approve_template "
        "return_template"
    ),
    "the errand's row is locked": "cancel_errand repeat_errand cancel_at_console repeat_at_console request_paper_pdf",
    "the run is locked": "claim_task transfer_task move_run undo_move recount_run",
    "adds rows of its own and looks for no other": (
        "begin_draft fill_draft import_flow propose_moves request_of_case request_list request_import "
        "request_take_over request_moves request_journal_check request_recount take_upload load_demo"
    ),
    "the same key waits for itself": "take_upload_once",
    "one statement looks and writes": "admit accept_code take_code",
    "only the person's own, the last one counts": (
        "save_form note_presence end_idle leave end_own end_all_of begin_anew note_use"
    ),
    "takes its turn where it matters": "enter",
    "one sealer at a time": "seal_batch change_key",
    "only writes a line": "note_account note_draft note_flow note_interface note_template note_recount",
    "only reads": "is_set_up login_of check_cases find_known runs_touched look_over",
}


def acts() -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield every act on the office that works with records."""
    for module in iter_modules(acts_on_the_office.__path__, f"{acts_on_the_office.__name__}."):
        for name, one in inspect.getmembers(import_module(module.name), inspect.isfunction):
            is_here = one.__module__ == module.name and not name.startswith("_")
            if is_here and "records" in inspect.signature(one).parameters:
                yield name, one


def test_every_act_on_the_office_is_done_in_turn_or_says_how_else() -> None:
    elsewhere = {name for names in IN_THEIR_OWN_WAY.values() for name in names.split()}
    in_turn = {name for name, one in acts() if hasattr(one, "__wrapped__")}
    without = {name for name, one in acts() if not hasattr(one, "__wrapped__")}

    assert sorted(without - elsewhere) == [], "decorate it with one_at_a_time, or say here why it needs no turn"
    assert sorted(elsewhere - without) == [], "is no such act, or is done in turn"
    assert len(in_turn) > 20
