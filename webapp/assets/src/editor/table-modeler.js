// dmn-js, reduced to what a decision table here may hold: no diagram of decisions, no typed pop-ups, no FEEL scripts, even columns.
import Editor from "dmn-js-decision-table/lib/Editor";
import columnResize from "dmn-js-decision-table/lib/features/column-resize";
import expressionLanguage from "dmn-js-decision-table/lib/features/expression-language";
import hitPolicy from "dmn-js-decision-table/lib/features/hit-policy";
import hitPolicyEditor from "dmn-js-decision-table/lib/features/hit-policy/editor";
import simpleBoolean from "dmn-js-decision-table/lib/features/simple-boolean-edit";
import simpleDate from "dmn-js-decision-table/lib/features/simple-date-edit";
import simpleDateTime from "dmn-js-decision-table/lib/features/simple-date-time-edit";
import simpleDuration from "dmn-js-decision-table/lib/features/simple-duration-edit";
import simpleMode from "dmn-js-decision-table/lib/features/simple-mode";
import simpleNumber from "dmn-js-decision-table/lib/features/simple-number-edit";
import simpleString from "dmn-js-decision-table/lib/features/simple-string-edit";
import simpleTime from "dmn-js-decision-table/lib/features/simple-time-edit";
import viewDrd from "dmn-js-decision-table/lib/features/view-drd";
import EditingManager from "dmn-js-shared/lib/base/EditingManager";
import { is } from "dmn-js-shared/lib/util/ModelUtil";

const LEFT_OUT = new Set([
  columnResize,
  expressionLanguage,
  hitPolicy,
  hitPolicyEditor,
  simpleBoolean,
  simpleDate,
  simpleDateTime,
  simpleDuration,
  simpleMode,
  simpleNumber,
  simpleString,
  simpleTime,
  viewDrd,
]);
// Cells are typed as plain text: S-FEEL, as workflows/process/cells.py reads it.
const LANGUAGES = { options: [{ value: "s-feel", label: "S-FEEL" }], defaults: { editor: "s-feel" } };

class PlainTable extends Editor {
  getModules() {
    return super.getModules().filter((module) => !LEFT_OUT.has(module));
  }
}

export class TableModeler extends EditingManager {
  constructor({ container, translate }) {
    super({
      container,
      height: "auto",
      common: { expressionLanguages: LANGUAGES },
      decisionTable: { additionalModules: [{ translate: ["value", translate] }] },
    });
  }

  _getViewProviders() {
    const opens = (element) => is(element, "dmn:Decision") && is(element.decisionLogic, "dmn:DecisionTable");
    return [{ id: "decisionTable", constructor: PlainTable, opens }];
  }
}
