"""Acts that complete a task of the path, one file each."""
