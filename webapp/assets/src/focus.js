// Puts the keyboard on the summary of errors, so that it is read first.
export class Focus {
  constructor(root) {
    root.focus();
  }
}
