"""What an operator watches: figures about the service, never about people or accounts."""
