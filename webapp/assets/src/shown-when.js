// Shows a field only for the answers of another field that ask for it; a hidden field is not posted.
export class ShownWhen {
  static watch(form) {
    for (const field of form.querySelectorAll("[data-shown-by]")) {
      if (!field.shownWhen) field.shownWhen = new ShownWhen(field, form);
      field.shownWhen.update();
    }
  }

  constructor(field, form) {
    this.field = field;
    this.form = form;
    this.answers = JSON.parse(field.dataset.shownFor);
    form.addEventListener("change", () => this.update());
  }

  update() {
    const given = new FormData(this.form).getAll(this.field.dataset.shownBy);
    const asked = given.some((value) => this.answers.includes(value));
    this.field.hidden = !asked;
    for (const input of this.field.querySelectorAll("input, select, textarea")) {
      const refused = input.closest(".is-refused") && !input.checked;
      input.disabled = !asked || Boolean(refused);
    }
  }
}
