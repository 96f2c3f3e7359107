// Steps: what a person does, which part is called, which table is asked.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";
import { decisionOf, propertyOf } from "../extensions.js";
import { Button, Choice, Days, Several, Text, Told } from "./fields.js";
import { roleEntry, unitEntry } from "./lane.js";

const NEW = "__new";

export function taskGroups(element, services) {
  const { translate } = services;
  const act = services.editing.act(propertyOf(element, "act"));
  const what = [actEntry(element, services), ...formEntries(element, services), stageEntry(element, services)];
  return [
    { id: "act", label: translate("What is done"), entries: what },
    { id: "who", label: translate("Who does it"), entries: whoEntries(element, act, services) },
    { id: "law", label: translate("Provision and period"), entries: lawEntries(element, act, services) },
    { id: "returns", label: translate("May be sent back to"), entries: returnEntries(element, services) },
  ];
}

function actEntry(element, services) {
  const { editing, translate } = services;
  return {
    id: "act",
    component: Choice,
    label: translate("Statutory act"),
    get: () => propertyOf(element, "act"),
    set: (id) => chooseAct(element, id, services),
    options: () => [
      { value: "", label: translate("Please choose") },
      { value: "form", label: translate("A form of your own") },
      ...editing.actsByStage().map(({ stage, acts }) => ({
        label: stage.term,
        children: acts.map((one) => ({ value: one.id, label: one.term })),
      })),
    ],
  };
}

// The act brings its name and its provision; what was typed by hand stays.
function chooseAct(element, id, { editing, extensions, modeling, together }) {
  const before = editing.act(propertyOf(element, "act"));
  const act = editing.act(id);
  const name = getBusinessObject(element).name ?? "";
  together.do(() => {
    const article = propertyOf(element, "article");
    const isTyped = article && article !== before?.article;
    const changes = { act: id, article: isTyped ? article : (act?.article ?? "") };
    extensions.set(element, id === "form" ? changes : { ...changes, form: "" });
    if (act?.label && act.id !== "form" && (!name || name === before?.label)) modeling.updateLabel(element, act.label);
  });
}

function formEntries(element, services) {
  if (propertyOf(element, "act") !== "form") return [];
  const { editing, extensions, translate } = services;
  const form = propertyOf(element, "form");
  const choose = async (value) => {
    const chosen = value === NEW ? await editing.createForm(getBusinessObject(element)) : value;
    if (chosen !== null) extensions.set(element, { form: chosen });
  };
  const entries = [
    {
      id: "form",
      component: Choice,
      label: translate("Form"),
      get: () => form,
      set: choose,
      options: () => [
        { value: "", label: translate("Please choose") },
        ...editing.forms().map(({ id, label }) => ({ value: id, label })),
        { value: NEW, label: translate("New form …") },
      ],
    },
  ];
  if (form) entries.push(opening("form-open", translate("Open the form"), `forms/${form}.json`, editing));
  return entries;
}

function opening(id, label, file, editing) {
  return { id, component: Button, label, press: () => editing.openFile(file) };
}

export function stageEntry(element, { editing, extensions, translate }) {
  return {
    id: "stage",
    component: Choice,
    label: translate("Stage"),
    get: () => propertyOf(element, "stage"),
    set: (stage) => extensions.set(element, { stage }),
    options: () => [
      { value: "", label: translate("As around it") },
      ...editing.catalog.stages.map(({ id, term }) => ({ value: id, label: term })),
    ],
  };
}

function whoEntries(element, act, services) {
  const { editing, translate } = services;
  const lane = laneOf(element);
  const laneRole = lane ? propertyOf(lane, "role") : "";
  const inherited = laneRole
    ? translate("As the lane says: {role}", { role: editing.roleTerm(laneRole) })
    : translate("Please choose");
  const laneUnit = lane ? propertyOf(lane, "unit") : "";
  const unit = laneUnit
    ? translate("As the lane says: {role}", { role: editing.unitTerm(laneUnit) })
    : translate("Please choose");
  const entries = [roleEntry(element, services, inherited), unitEntry(element, services, unit)];
  const role = propertyOf(element, "role") || laneRole;
  if (act && act.id !== "form" && act.roles.length && !act.roles.includes(role)) {
    const roles = act.roles.map((one) => editing.roleTerm(one)).join(translate(", "));
    entries.push({
      id: "who-may",
      component: Told,
      lines: [translate("This act may only be done by: {roles}", { roles })],
    });
  }
  return entries;
}

// A lane is not the parent of what stands in it; it lists it.
function laneOf(element) {
  const lanes = getBusinessObject(element).get("lanes") ?? [];
  return lanes[lanes.length - 1] ?? null;
}

function lawEntries(element, act, { extensions, translate }) {
  const lines = act?.clocks ?? [];
  const isByLaw = { id: "clocks", component: Told, label: translate("Statutory periods of this act"), lines };
  return [
    {
      id: "article",
      component: Text,
      label: translate("Provision"),
      get: () => propertyOf(element, "article"),
      set: (article) => extensions.set(element, { article: article ?? "" }),
    },
    ...(lines.length ? [isByLaw] : []),
    {
      id: "limit",
      component: Days,
      label: translate("Period for this step"),
      description: lines.length ? translate("Statutory periods need not be entered; only a shorter one of your own.") : "",
      get: () => propertyOf(element, "limit"),
      set: (limit) => extensions.set(element, { limit }),
      units: [
        { value: "wd", label: translate("working days") },
        { value: "cd", label: translate("calendar days") },
      ],
    },
  ];
}

function returnEntries(element, { extensions, elementRegistry, translate }) {
  const others = elementRegistry.filter((one) => is(one, "bpmn:UserTask") && one.type !== "label" && one !== element);
  if (!others.length) return [];
  return [
    {
      id: "returns",
      component: Several,
      label: translate("Steps of this diagram"),
      options: others.map((one) => ({ value: one.id, label: getBusinessObject(one).name || one.id })),
      get: () => propertyOf(element, "returns").split(",").filter(Boolean),
      set: (ids) => extensions.set(element, { returns: ids.join(",") }),
    },
  ];
}

export function callGroup(element, services) {
  const { editing, extensions, modeling, translate } = services;
  const called = getBusinessObject(element).get("calledElement") ?? "";
  const part = editing.parts().find((one) => one.id === called);
  const entries = [
    {
      id: "part",
      component: Choice,
      label: translate("Part"),
      get: () => called,
      set: (id) => modeling.updateProperties(element, { calledElement: id || undefined }),
      options: () => [
        { value: "", label: translate("Please choose") },
        ...editing.parts().map(({ id, label }) => ({ value: id, label })),
      ],
    },
    {
      id: "site",
      component: Choice,
      label: translate("What is served"),
      get: () => propertyOf(element, "act"),
      set: (act) => extensions.set(element, { act }),
      options: () => [
        { value: "", label: translate("Nothing") },
        ...editing.catalog.sites.map(({ id, term }) => ({ value: id, label: term })),
      ],
    },
    stageEntry(element, services),
  ];
  if (part) entries.splice(1, 0, opening("part-open", translate("Open the part"), part.file, editing));
  return { id: "call", label: translate("Called part"), entries };
}

export function tableGroup(element, { editing, extensions, translate }) {
  const called = decisionOf(element);
  const table = editing.tables().find((one) => one.id === called);
  const entries = [
    {
      id: "table",
      component: Choice,
      label: translate("Decision table"),
      get: () => called,
      set: (id) => extensions.setDecision(element, id),
      options: () => [
        { value: "", label: translate("Please choose") },
        ...editing.tables().map(({ id, label }) => ({ value: id, label })),
      ],
    },
  ];
  if (table) entries.push(opening("table-open", translate("Open the table"), table.file, editing));
  return { id: "table", label: translate("Asked table"), entries };
}
