"""Comments on drafts (征求意见): received, answered one by one, and published in a summary."""
