"""The retention desk's tables: figures kept of everyone's buying, lists to work, win-backs."""
