"""Import: files in, previewed, as one action that can be taken back."""
