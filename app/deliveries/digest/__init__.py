"""The digest: what is sent of a report by itself, as data, as text and as a mail of HTML."""
