"""The screen: panes, forms and widgets over the desks; it holds no truth of its own."""
