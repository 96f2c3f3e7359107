// The fields of the panel: one component each that never changes its identity, told by the entry what it is about.
import { CheckboxEntry, SelectEntry, TextFieldEntry } from "@bpmn-io/properties-panel";
import { h } from "@bpmn-io/properties-panel/preact";
import { useService } from "bpmn-js-properties-panel";

// An entry says { id, label, description, get, set, … }; the panel hands it to the component as properties.
export function Text(entry) {
  const debounce = useService("debounceInput");
  return h(TextFieldEntry, { ...common(entry), debounce, validate: entry.validate, placeholder: entry.placeholder });
}

// Several lines of text, taken over when the field is left.
export function Lines({ id, element, label, rows, get, set }) {
  return h(
    "div",
    { class: "bio-properties-panel-entry", "data-entry-id": id },
    h("label", { class: "bio-properties-panel-label", for: `lines-${id}` }, label),
    h("textarea", {
      key: element.id,
      id: `lines-${id}`,
      class: "bio-properties-panel-input",
      rows,
      value: get(),
      onChange: (event) => set(event.target.value.trim()),
    }),
  );
}

export function Choice(entry) {
  return h(SelectEntry, { ...common(entry), getOptions: entry.options });
}

export function Tick(entry) {
  return h(CheckboxEntry, common(entry));
}

function common({ id, element, label, description, disabled, get, set }) {
  return { id, element, label, description, disabled, getValue: get, setValue: set };
}

// What is told and not asked.
export function Told({ label, lines }) {
  return h(
    "div",
    { class: "bio-properties-panel-entry panel-told" },
    label && h("span", { class: "bio-properties-panel-label" }, label),
    lines.map((line) => h("p", { key: line }, line)),
  );
}

export function Button({ label, press }) {
  return h(
    "div",
    { class: "bio-properties-panel-entry" },
    h("button", { type: "button", class: "panel-button", onClick: press }, label),
  );
}

// Several of a few: where a step may be sent back to.
export function Several({ id, label, description, options, get, set }) {
  const chosen = get();
  const turn = (value, isOn) =>
    set(options.map((one) => one.value).filter((one) => (one === value ? isOn : chosen.includes(one))));
  return h(
    "fieldset",
    { class: "bio-properties-panel-entry panel-several", "data-entry-id": id },
    h("legend", { class: "bio-properties-panel-label" }, label),
    options.map((option) =>
      h(
        "label",
        { key: option.value },
        h("input", {
          type: "checkbox",
          checked: chosen.includes(option.value),
          onChange: (event) => turn(option.value, event.target.checked),
        }),
        h("span", {}, option.label),
      ),
    ),
    description && h("p", { class: "bio-properties-panel-description" }, description),
  );
}

// A number of working or calendar days: `5wd`, `10cd`.
export function Days({ id, label, description, units, get, set }) {
  const [, length = "", unit = "wd"] = /^(\d+)(wd|cd)$/.exec(get()) ?? [];
  const write = (number, kind) => set(Number(number) > 0 ? `${Number(number)}${kind}` : "");
  return h(
    "div",
    { class: "bio-properties-panel-entry panel-days", "data-entry-id": id },
    h("label", { class: "bio-properties-panel-label", for: `days-${id}` }, label),
    h("input", {
      id: `days-${id}`,
      class: "bio-properties-panel-input",
      type: "number",
      min: 1,
      max: 999,
      value: length,
      onChange: (event) => write(event.target.value, unit),
    }),
    h(
      "select",
      {
        class: "bio-properties-panel-input",
        "aria-label": label,
        onChange: (event) => write(length, event.target.value),
      },
      units.map((one) => h("option", { key: one.value, value: one.value, selected: one.value === unit }, one.label)),
    ),
    description && h("p", { class: "bio-properties-panel-description" }, description),
  );
}
