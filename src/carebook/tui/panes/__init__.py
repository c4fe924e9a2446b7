"""One pane a desk, mounted when it is first shown."""
