"""What the owner can do about who leaves: work the lists, note why, win back; each verb is one undoable action."""
