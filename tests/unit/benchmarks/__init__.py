"""What measures the service is measured too."""
