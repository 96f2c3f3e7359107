// Where a form and its answers are used: the steps that show it, and the conditions and tables that read their facts.
const FACT = /\bform\.[A-Za-z_][\w-]*\.[a-z][a-z0-9_]*/g;

export const textOf = (file) => (typeof file === "string" ? file : (file?.text ?? ""));

function parsed(text) {
  const xml = new DOMParser().parseFromString(text, "text/xml");
  return xml.querySelector("parsererror") ? null : xml;
}

const named = (root, name) => [...root.getElementsByTagNameNS("*", name)];
const labelOf = (element) => element?.getAttribute("name") || element?.getAttribute("id") || "";

// Returns { steps: [{ file, id, name }], facts: Map(fact → [{ file, name, text }]) } over all files of the draft.
export function usesIn(files, form) {
  const steps = [];
  const facts = new Map();
  for (const [file, content] of Object.entries(files ?? {})) {
    const xml = /\.(bpmn|dmn)$/.test(file) ? parsed(textOf(content)) : null;
    if (!xml) continue;
    if (file.endsWith(".bpmn")) steps.push(...stepsIn(xml, file, form));
    for (const use of file.endsWith(".bpmn") ? conditionsIn(xml, file) : inputsIn(xml, file)) note(facts, use);
  }
  return { steps, facts };
}

function stepsIn(xml, file, form) {
  const shows = (task) =>
    named(task, "property").some((one) => one.getAttribute("name") === "form" && one.getAttribute("value") === form);
  return named(xml, "userTask")
    .filter(shows)
    .map((task) => ({ file, id: task.getAttribute("id"), name: labelOf(task) }));
}

function conditionsIn(xml, file) {
  return named(xml, "conditionExpression").map((condition) => {
    const flow = condition.parentElement;
    const source = named(xml, "*").find((one) => one.getAttribute("id") === flow.getAttribute("sourceRef"));
    return { file, name: labelOf(source) || labelOf(flow), text: condition.textContent.trim() };
  });
}

function inputsIn(xml, file) {
  return named(xml, "inputExpression").map((input) => ({
    file,
    name: labelOf(input.closest("decision")),
    text: input.textContent.trim(),
  }));
}

function note(facts, use) {
  for (const fact of new Set(use.text.match(FACT) ?? [])) facts.set(fact, [...(facts.get(fact) ?? []), use]);
}

// Returns what reads the answers of one field, in every step that shows the form.
export function usesOf(uses, key) {
  return uses.steps.flatMap(({ id }) => uses.facts.get(`form.${id}.${key}`) ?? []);
}
