"""The paper of the letters' desk: finished texts in, one PDF out that sits right in its window envelope."""
