// Several changes as one step to undo.

class TogetherHandler {
  preExecute(context) {
    context.change();
  }
}

export class Together {
  static $inject = ["commandStack"];

  constructor(commandStack) {
    this.commandStack = commandStack;
    commandStack.registerHandler("fashen.together", TogetherHandler);
  }

  do(change) {
    this.commandStack.execute("fashen.together", { change });
  }
}
