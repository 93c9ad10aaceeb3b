"""Pictures of computed answers, for pages and mails that have no map: one module a picture."""
