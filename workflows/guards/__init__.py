"""What an act asks and what the law objects: one file per act, gathering the records' facts for the rules."""
