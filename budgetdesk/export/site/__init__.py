"""A document as a site: a folder of pages that needs no server, and the templates and style of every web page.

`indeling` says which pages there are and what they are called, `bouw` writes them, `zoeken` is the index of the page
that searches. The templates beside them frame every page, that of a document as one page too.
"""
