"""What the screen is built of: lists, fields, previews and lines that know no desk."""
