"""Three versions of a file made one by key and field, and the conflicts that only people can decide.

`merging` merges a file. `threeway` decides about values, `order` about order; `sides`, `keyline` and `weave` find
the text for it; `renamed` knows what only got another key. `markers` reads and writes conflicts, `located`
takes them apart for whoever decides, line by line in `sideline`; `elsewhere` offers what needs another key.
"""
