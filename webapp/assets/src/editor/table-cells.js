// What each cell means, written over its text: an official reads 50,000元以上, not ">= 5000000". The text itself shows
// while the cell is being typed in.
import { testSaid } from "./cell-tests.js";

export class TableCells {
  constructor(grid, editor) {
    Object.assign(this, { grid, editor });
    this.observer = new MutationObserver(() => this.draw());
    this.observer.observe(grid, { subtree: true, childList: true, characterData: true });
  }

  draw() {
    const { input = [], output = [], rule = [] } = this.editor.table;
    for (const { inputEntry, outputEntry } of rule) {
      input.forEach((clause, at) => this.say(inputEntry[at], clause));
      output.forEach((clause, at) => this.say(outputEntry[at], clause));
    }
  }

  say(entry, clause) {
    const cell = this.grid.querySelector(`[data-element-id="${CSS.escape(entry.id)}"] .cell-editor`);
    if (!cell) return;
    const fact = this.editor.factOf(clause);
    const said = fact && entry.text?.trim() ? testSaid(entry.text, fact, this.editor.translate) : "";
    if (said) cell.dataset.said = said;
    else delete cell.dataset.said;
  }

  stop() {
    this.observer.disconnect();
  }
}
