"""What a user waits for: this package beside what they would pick instead, on invented corpora of growing size."""
