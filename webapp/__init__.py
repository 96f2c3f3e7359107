"""The web app only talks: it reads a form, calls one act or question, and answers."""
