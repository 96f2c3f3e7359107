"""What every command shares: the installation of this environment, and the one sentence for bad input."""

import os
import sys
from typing import NoReturn

import click

from webapp.installation import Installation, open_installation
from workflows.settings import read_settings


def installation() -> Installation:
    """Return the installation the environment describes."""
    return open_installation(read_settings(os.environ))


def fail(sentence: str) -> NoReturn:
    """Say what is wrong and what to do, and end with exit code 2."""
    click.echo(sentence, err=True)
    sys.exit(2)
