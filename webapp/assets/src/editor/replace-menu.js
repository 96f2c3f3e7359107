// What an element may be changed into: only elements a flow may use; no loops, no repetitions.
import ReplaceMenuProvider from "bpmn-js/lib/features/popup-menu/ReplaceMenuProvider";

const OFFERED = new Set([
  "replace-with-user-task",
  "replace-with-rule-task",
  "replace-with-call-activity",
  "replace-with-exclusive-gateway",
  "replace-with-parallel-gateway",
  "replace-with-inclusive-gateway",
  "replace-with-none-end",
  "replace-with-terminate-end",
  "replace-with-message-intermediate-catch",
  "replace-with-timer-intermediate-catch",
  "replace-with-message-boundary",
  "replace-with-timer-boundary",
  "replace-with-non-interrupting-message-boundary",
  "replace-with-non-interrupting-timer-boundary",
  "replace-with-default-flow",
  "replace-with-sequence-flow",
]);

export class ReplaceMenu extends ReplaceMenuProvider {
  _createEntries(target, options) {
    return super._createEntries(target, options.filter(isOffered));
  }

  _createSequenceFlowEntries(target, options) {
    return super._createSequenceFlowEntries(target, options.filter(isOffered));
  }

  getPopupMenuHeaderEntries() {
    return {};
  }
}

function isOffered({ actionName }) {
  return OFFERED.has(actionName);
}
