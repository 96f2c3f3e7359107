// Asks something over the page and answers with the button that was pressed; Escape is the answer "".
import { make } from "./make.js";

export function askInDialog({ title, body, buttons }) {
  return new Promise((resolve) => {
    const pressed = ({ value, label, kind }) =>
      make(
        "button",
        {
          class: kind ? `btn btn-${kind}` : "btn btn-outline-secondary",
          value,
          type: "submit",
          formnovalidate: !value,
        },
        label,
      );
    const form = make(
      "form",
      { method: "dialog" },
      make("h2", {}, title),
      make("div", { class: "editor-dialog-body" }, body),
      make("p", { class: "editor-dialog-buttons" }, buttons.map(pressed)),
    );
    const dialog = make("dialog", { class: "editor-dialog", "aria-label": title }, form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    document.body.append(dialog);
    dialog.returnValue = "";
    dialog.showModal();
  });
}

export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  const link = make("a", { href: address, download: name.split("/").pop() });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
