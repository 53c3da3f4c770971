"""Two editors at one page: the second is told before anything is overwritten, and neither loses what they typed."""
