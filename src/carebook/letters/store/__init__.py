"""The SQL of the letters' desk."""
