"""WHAT PEOPLE DO: one file per act; walk.py is the one way to complete a step."""
