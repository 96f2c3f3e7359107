"""Commands of `fashen` beyond serving: the calendar, people, and how the installation is."""
