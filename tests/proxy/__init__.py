"""What stands before the service: the proxy that the README recommends, as it is set up there."""
