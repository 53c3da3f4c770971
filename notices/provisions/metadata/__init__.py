"""What a document says of itself: title, number, issuers, days, validity."""
