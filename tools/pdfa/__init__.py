"""veraPDF on what people keep on paper."""
