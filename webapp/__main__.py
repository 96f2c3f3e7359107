"""Where the command ``fashen`` begins: everything it is made of is read before the garbage collector starts to look."""

import gc


def main() -> None:
    """Run a command; see ``webapp.cli``.

    What is imported stays to the end. To look through it again and again while it grows would take a quarter of the
    time in which a command starts.
    """
    gc.disable()
    from webapp import cli  # noqa: PLC0415 -- not before the line above

    gc.freeze()
    gc.enable()
    cli.main()


if __name__ == "__main__":
    main()
