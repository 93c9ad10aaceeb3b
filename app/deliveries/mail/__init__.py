"""Mail: a digest as text and HTML, sent by a mail server."""
