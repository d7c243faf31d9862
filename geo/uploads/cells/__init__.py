"""One cell as somebody wrote it → its value: days, degrees, shapes, numbers, or nothing."""
