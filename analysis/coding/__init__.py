"""From text to coded spans and words."""
