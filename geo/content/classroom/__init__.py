"""What a class is told and asked: guided tours, controversy kits, the words that want explaining."""
