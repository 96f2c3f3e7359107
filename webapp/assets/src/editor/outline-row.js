// One row of the outline on the page: its number or sign, its words, and the way into a part.
import { make } from "./make.js";

const SIGNS = { heading: "§", choice: "◇", split: "＋", join: "＋", branch: "├", beside: "◷", event: "○", end: "●" };

export function drawRow(row, { said, isActive, linkWords, choose, details, openFile }) {
  const item = make(
    "li",
    {
      class: `ol-row ol-${row.kind}`,
      role: "treeitem",
      "aria-level": String(row.level),
      "aria-posinset": String(row.position),
      "aria-setsize": String(row.count),
      "aria-expanded": row.children.length ? "true" : null,
      "aria-selected": String(isActive),
      tabindex: isActive ? "0" : "-1",
      "data-id": row.id,
      onclick: choose,
      ondblclick: details,
    },
    make("span", { class: "ol-number", "aria-hidden": row.number ? null : "true" }, row.number ? `${row.number}.` : (SIGNS[row.kind] ?? "")),
    make(
      "span",
      { class: "ol-words" },
      make("span", { class: "ol-name" }, said.text),
      said.notes.map((note) => make("span", { class: "ol-note" }, note)),
      said.part ? link(said.part, linkWords, openFile) : null,
    ),
  );
  item.style.setProperty("--level", row.level - 1);
  return item;
}

function link(file, words, openFile) {
  const onclick = (event) => {
    event.stopPropagation();
    openFile(file);
  };
  return make("button", { class: "ol-link", type: "button", tabindex: "-1", onclick }, words);
}
