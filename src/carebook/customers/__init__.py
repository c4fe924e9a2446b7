"""The customers' desk: who they are, what they bought, what was said, and what they allow."""
