// What is pasted from another file gets ids of its own: an id stands once in all files of a flow.
export class PastedIds {
  static $inject = ["eventBus", "editing", "config.file"];

  constructor(eventBus, editing, file) {
    eventBus.on("moddleCopy.canCopyProperty", 2000, ({ propertyName, property }) => {
      const isTaken = propertyName === "id" && typeof property === "string" && editing.usesId(property, file);
      return isTaken ? false : undefined;
    });
  }
}
