"""What a backup holds beside history."""
