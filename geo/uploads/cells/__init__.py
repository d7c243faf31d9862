"""One cell as somebody wrote it → its value: days, degrees, numbers, or nothing."""
