"""我的待办 and the page on which a task is done."""
