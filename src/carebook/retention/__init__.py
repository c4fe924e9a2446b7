"""The retention desk: who customers are worth, who is drifting away and why, and winning them back."""
