// What the editors of a draft need to know beyond their own file: the catalogue, and what stands in the other files.
import { describe, isDiagram, kindOf } from "./file-kinds.js";

const ID = /\sid="([^"]+)"/g;

export class Editing {
  constructor({ catalog, draft, translate, openFile, createForm }) {
    Object.assign(this, { catalog, draft, translate, openFile, createForm });
    this.known = new Map();
    this.published = new Set(catalog.published);
    this.acts = new Map(catalog.acts.map((act) => [act.id, act]));
  }

  act(id) {
    return this.acts.get(id);
  }

  actsByStage() {
    return this.catalog.stages
      .map((stage) => ({ stage, acts: this.catalog.acts.filter((act) => act.stage === stage.id) }))
      .filter(({ acts }) => acts.length);
  }

  roleTerm(id) {
    return this.catalog.roles.find((one) => one.id === id)?.term ?? id;
  }

  unitTerm(id) {
    return this.catalog.units.find((one) => one.id === id)?.term ?? id;
  }

  unitOf(role) {
    return this.catalog.roles.find((one) => one.id === role)?.unit ?? "";
  }

  isPublished(id) {
    return this.published.has(id);
  }

  // What is known of a file's text, read once for each text.
  about(file) {
    const { text } = this.draft.files.get(file);
    if (this.known.get(file)?.text !== text) {
      const ids = new Set([...text.matchAll(ID)].map(([, id]) => id));
      this.known.set(file, { text, ids, ...this.describe(file, text), answers: isDiagram(file) ? formSteps(text) : [] });
    }
    return this.known.get(file);
  }

  describe(file, text) {
    const told = describe(file, text);
    return { ...told, label: told.label || this.translate("Promises of the flow") };
  }

  filesOf(folder) {
    const names = [...this.draft.files.keys()].filter((name) => name.startsWith(`${folder}/`)).sort();
    return names.map((file) => ({ file, id: this.about(file).id, label: this.about(file).label }));
  }

  parts() {
    return this.filesOf("parts");
  }

  tables() {
    return this.filesOf("tables");
  }

  // A form is called by its file.
  forms() {
    return this.filesOf("forms").map((one) => ({ ...one, id: one.file.slice("forms/".length, -".json".length) }));
  }

  // Whether a file, other than `own`, uses an id.
  usesId(id, own = "") {
    return [...this.draft.files.keys()].some((file) => file !== own && isDiagram(file) && this.about(file).ids.has(id));
  }

  freeId(wanted, isTaken) {
    let id = wanted;
    for (let number = 2; isTaken(id) || this.usesId(id); number += 1) id = `${wanted}_${number}`;
    return id;
  }

  // What a fact holds, in words; nothing for a day, which only tables ask.
  said(name, value) {
    const fact = this.facts().find((one) => one.name === name);
    if (!fact || fact.kind === "day") return "";
    const words = {
      truth: () => this.translate(value ? "yes" : "no"),
      money: () => this.translate("{amount} yuan", { amount: (value / 100).toLocaleString() }),
      choice: () => fact.values.find((one) => one.value === value)?.term ?? String(value),
    };
    return `${fact.term} = ${words[fact.kind]()}`;
  }

  // Every fact a condition may read: the vocabulary's, and the answers of this draft's own forms.
  facts() {
    return [...this.catalog.facts, ...this.answers()];
  }

  // A day is asked only by tables.
  conditionFacts() {
    return this.facts().filter(({ kind }) => kind !== "day");
  }

  answers() {
    // A diagram that is open says itself what it asks: its text may be some seconds older.
    return [...this.draft.files.keys()]
      .filter(isDiagram)
      .flatMap((file) => this.drawnSteps?.(file) ?? this.about(file).answers)
      .filter((step, index, all) => all.findIndex((one) => one.id === step.id) === index)
      .flatMap((step) => this.answersOf(step));
  }

  answersOf({ id, label, form }) {
    const file = `forms/${form}.json`;
    const text = this.drawnForm?.(file) ?? this.draft.files.get(file)?.text;
    if (text === undefined) return [];
    const fields = Object.entries(propertiesIn(text));
    return fields.map(([key, schema]) => this.answer(id, label, key, schema)).filter(Boolean);
  }

  answer(step, label, key, schema) {
    const group = this.translate("Answers of forms");
    const fact = { name: `form.${step}.${key}`, term: `${label || step} · ${schema.title ?? key}`, group };
    if (schema.type === "boolean") return { ...fact, kind: "truth", values: [] };
    if (!Array.isArray(schema.enum)) return null;
    const labels = schema["x-labels"] ?? {};
    const values = schema.enum.map((value) => ({ value, term: labels[value] ?? value }));
    return { ...fact, kind: "choice", values: [{ value: "none", term: this.translate("not answered") }, ...values] };
  }

  // What people call an element or a field of a file; its id when it has no name.
  labelIn(file, id) {
    const text = this.draft.files.get(file)?.text ?? "";
    if (kindOf(file)?.id === "forms") return propertiesIn(text)[id]?.title ?? id;
    const xml = new DOMParser().parseFromString(text, "application/xml");
    return xml.querySelector(`[id="${CSS.escape(id)}"]`)?.getAttribute("name") || id;
  }

  async checkCondition(text) {
    const answer = await this.draft.checkCondition(text);
    return answer.ok ? answer.body : null;
  }
}

function propertiesIn(text) {
  try {
    return JSON.parse(text).properties ?? {};
  } catch {
    return {};
  }
}

// The steps of a diagram that show a form: [{ id, label, form }].
function formSteps(text) {
  const xml = new DOMParser().parseFromString(text, "application/xml");
  return [...xml.getElementsByTagNameNS("*", "userTask")].flatMap((task) => {
    const named = [...task.getElementsByTagNameNS("*", "property")].find((one) => one.getAttribute("name") === "form");
    const form = named?.getAttribute("value");
    return form ? [{ id: task.getAttribute("id"), label: task.getAttribute("name") ?? "", form }] : [];
  });
}
