"""Acts outside any case: people, credentials, flows, calendars, the demo agency."""
