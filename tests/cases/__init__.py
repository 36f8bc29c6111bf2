"""What people who watch animals have written, each read rightly or refused by name."""
