// Undo and redo over values that are never changed in place; typing into one input is one step.
export class History {
  constructor(first) {
    this.states = [first];
    this.at = 0;
    this.typing = "";
  }

  get now() {
    return this.states[this.at];
  }

  // `typing` names the input being typed into; consecutive changes of the same one are taken back together.
  push(state, typing = "") {
    const goesOn = typing !== "" && typing === this.typing && this.at > 0;
    this.states = [...this.states.slice(0, goesOn ? this.at : this.at + 1), state];
    this.at = this.states.length - 1;
    this.typing = typing;
  }

  // Whatever comes next is a step of its own.
  settle() {
    this.typing = "";
  }

  get canUndo() {
    return this.at > 0;
  }

  get canRedo() {
    return this.at < this.states.length - 1;
  }

  undo() {
    if (this.canUndo) this.at -= 1;
    this.settle();
    return this.now;
  }

  redo() {
    if (this.canRedo) this.at += 1;
    this.settle();
    return this.now;
  }
}
