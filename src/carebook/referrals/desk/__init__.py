"""What the owner can do about referrals: note, thank, reward, ask, run a drive; each verb is one undoable action."""
