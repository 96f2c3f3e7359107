// A condition chosen from facts and their values; and, for who prefers it, typed, completed and checked while typing.
import { h } from "@bpmn-io/properties-panel/preact";
import { useState } from "@bpmn-io/properties-panel/preact/hooks";
import { useService } from "bpmn-js-properties-panel";
import { readCondition, writeCondition } from "../condition-text.js";
import { TypedCondition } from "./typed-condition.js";

const SIGNS = {
  choice: [
    ["==", "is"],
    ["!=", "is not"],
    ["in", "is one of"],
    ["not in", "is none of"],
  ],
  truth: [
    ["is", "holds"],
    ["is not", "does not hold"],
  ],
  money: [
    [">=", "at least"],
    [">", "more than"],
    ["<=", "at most"],
    ["<", "less than"],
    ["==", "exactly"],
    ["!=", "not exactly"],
  ],
};
const FEN = 100;

// The text is the diagram's; rows that are not finished live here until they are.
export function ConditionBuilder({ id, element, text, write }) {
  const translate = useService("translate");
  const editing = useService("editing");
  const [state, setState] = useState({ element, text, group: readCondition(text) });
  const isStale = state.element !== element || state.text !== text;
  const group = isStale ? readCondition(text) : state.group;
  const change = (changed) => {
    const said = writeCondition(changed);
    setState({ element, text: said, group: changed });
    if (said !== text) write(said);
  };
  return h(
    "div",
    { class: "bio-properties-panel-entry condition", "data-entry-id": id },
    group
      ? h(Rows, { group, change, facts: editing.conditionFacts(), translate })
      : h(
          "p",
          { class: "condition-note" },
          translate("This condition is too intricate for rows; change it under Advanced."),
        ),
    h(TypedCondition, { key: element.id, text, write }),
  );
}

function Rows({ group, change, facts, translate, isInner }) {
  const put = (index, item) =>
    change({ ...group, items: group.items.map((one, place) => (place === index ? item : one)) });
  const drop = (index) => change({ ...group, items: group.items.filter((_, place) => place !== index) });
  const add = (item) => change({ ...group, items: [...group.items, item] });
  const other = group.join === "and" ? "or" : "and";
  return h(
    "div",
    { class: isInner ? "condition-group is-inner" : "condition-group" },
    group.items.length > 1 && h(Join, { group, change, translate }),
    group.items.map((item, index) =>
      item.items
        ? h(Rows, { key: index, group: item, change: (inner) => put(index, inner), facts, translate, isInner: true })
        : h(Row, { key: index, row: item, put: (row) => put(index, row), drop: () => drop(index), facts, translate }),
    ),
    h(
      "p",
      { class: "condition-add" },
      h(
        "button",
        { type: "button", onClick: () => add({ fact: "", sign: "", values: [] }) },
        translate("Add a condition"),
      ),
      !isInner &&
        group.items.length > 0 &&
        h(
          "button",
          { type: "button", onClick: () => add({ join: other, items: [{ fact: "", sign: "", values: [] }] }) },
          translate("Add a group"),
        ),
    ),
  );
}

function Join({ group, change, translate }) {
  const words = { and: translate("All of these hold (and)"), or: translate("At least one of these holds (or)") };
  return h(
    "select",
    {
      class: "bio-properties-panel-input condition-join",
      "aria-label": translate("How the conditions are joined"),
      onChange: (event) => change({ ...group, join: event.target.value }),
    },
    ["and", "or"].map((join) => h("option", { key: join, value: join, selected: group.join === join }, words[join])),
  );
}

function Row({ row, put, drop, facts, translate }) {
  const fact = facts.find((one) => one.name === row.fact);
  const signs = SIGNS[fact?.kind] ?? [];
  const choose = (name) => {
    const chosen = facts.find((one) => one.name === name);
    put({ fact: name, sign: chosen ? SIGNS[chosen.kind][0][0] : "", values: [] });
  };
  const turn = (sign) =>
    put({ ...row, sign, values: isList(sign) === isList(row.sign) ? row.values : row.values.slice(0, 1) });
  return h(
    "div",
    { class: "condition-row" },
    h(FactChoice, { row, facts, choose, translate }),
    fact &&
      h(
        "select",
        {
          class: "bio-properties-panel-input",
          "aria-label": translate("Comparison"),
          onChange: (event) => turn(event.target.value),
        },
        signs.map(([sign, words]) =>
          h("option", { key: sign, value: sign, selected: sign === row.sign }, translate(words)),
        ),
      ),
    fact && h(Value, { fact, row, put, translate }),
    h(
      "button",
      { type: "button", class: "condition-drop", title: translate("Remove this condition"), onClick: drop },
      "×",
    ),
  );
}

function FactChoice({ row, facts, choose, translate }) {
  const groups = [...new Set(facts.map((one) => one.group))];
  const isUnknown = row.fact && !facts.some((one) => one.name === row.fact);
  const option = (one) => h("option", { key: one.name, value: one.name, selected: one.name === row.fact }, one.term);
  return h(
    "select",
    {
      class: "bio-properties-panel-input",
      "aria-label": translate("Fact"),
      onChange: (event) => choose(event.target.value),
    },
    h("option", { value: "", selected: !row.fact }, translate("Choose a fact")),
    isUnknown && h("option", { value: row.fact, selected: true }, row.fact),
    groups.map((group) =>
      h("optgroup", { key: group, label: group }, facts.filter((one) => one.group === group).map(option)),
    ),
  );
}

function Value({ fact, row, put, translate }) {
  if (fact.kind === "truth") return null;
  if (fact.kind === "money") return h(Amount, { row, put, translate });
  if (isList(row.sign)) return h(ManyValues, { fact, row, put, translate });
  return h(
    "select",
    {
      class: "bio-properties-panel-input",
      "aria-label": translate("Value"),
      onChange: (event) => put({ ...row, values: [event.target.value] }),
    },
    h("option", { value: "", selected: !row.values.length }, translate("Choose a value")),
    fact.values.map((one) =>
      h("option", { key: one.value, value: one.value, selected: row.values[0] === one.value }, one.term),
    ),
  );
}

function ManyValues({ fact, row, put, translate }) {
  const turn = (value, isOn) => {
    const all = fact.values.map((one) => one.value);
    put({ ...row, values: all.filter((one) => (one === value ? isOn : row.values.includes(one))) });
  };
  return h(
    "span",
    { class: "condition-values", role: "group", "aria-label": translate("Value") },
    fact.values.map((one) =>
      h(
        "label",
        { key: one.value },
        h("input", {
          type: "checkbox",
          checked: row.values.includes(one.value),
          onChange: (event) => turn(one.value, event.target.checked),
        }),
        one.term,
      ),
    ),
  );
}

// Money is written in yuan and kept in whole fen.
function Amount({ row, put, translate }) {
  const yuan = typeof row.values[0] === "number" ? row.values[0] / FEN : "";
  const write = (typed) => put({ ...row, values: typed === "" ? [] : [Math.round(Number(typed) * FEN)] });
  return h(
    "label",
    { class: "condition-amount" },
    h("input", {
      type: "number",
      min: 0,
      step: "any",
      class: "bio-properties-panel-input",
      "aria-label": translate("Amount in yuan"),
      value: yuan,
      onChange: (event) => write(event.target.value),
    }),
    translate("yuan"),
    yuan >= 10000 && h("small", {}, translate("= {amount} × 10,000 yuan", { amount: yuan / 10000 })),
  );
}

function isList(sign) {
  return sign === "in" || sign === "not in";
}
