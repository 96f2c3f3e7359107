// A file that comes from elsewhere, as it is taken in: it bears the number and the name that were given to it here.
import { isDiagram, relabelled } from "./file-kinds.js";

// What names a process or a decision by its number, besides itself.
const REFERENCES = ["processRef", "bpmnElement", "dmnElementRef"];

// Text that cannot be read is taken in as it is: the check says what is wrong with it.
export function asNamed(file, text, { id, label }) {
  if (file.endsWith(".json")) return isObject(text) ? relabelled(file, text, label) : text;
  const xml = new DOMParser().parseFromString(text, "application/xml");
  const main = xml.querySelector("parsererror") ? null : mainOf(xml, isDiagram(file) ? "process" : "decision");
  if (!main) return text;
  renumber(xml, main, id);
  for (const named of [main, ...poolsOf(xml, main.getAttribute("id"))]) named.setAttribute("name", label);
  return new XMLSerializer().serializeToString(xml);
}

// Pools of other tools may bring processes in which nothing is drawn.
function mainOf(xml, name) {
  const found = [...xml.getElementsByTagNameNS("*", name)];
  return found.find((one) => one.children.length) ?? found[0];
}

function renumber(xml, main, id) {
  const old = main.getAttribute("id");
  const isTaken = [...xml.querySelectorAll("[id]")].some((one) => one !== main && one.getAttribute("id") === id);
  if (isTaken) return;
  main.setAttribute("id", id);
  for (const name of REFERENCES)
    for (const one of xml.querySelectorAll(`[${name}]`))
      if (old && one.getAttribute(name) === old) one.setAttribute(name, id);
}

function poolsOf(xml, id) {
  return [...xml.getElementsByTagNameNS("*", "participant")].filter((one) => one.getAttribute("processRef") === id);
}

function isObject(text) {
  try {
    return typeof (JSON.parse(text) ?? 0) === "object";
  } catch {
    return false;
  }
}
