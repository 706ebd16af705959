"""What Lighthouse says of the pages that strangers open."""
