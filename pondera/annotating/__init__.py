"""The document itself, with what contradicts in it said at the place: copies to be sent back to their
authors.

``copying.annotate`` is the door. Word documents get comments, PDF files highlights, notes and an outline;
what takes neither becomes a Word document of what was read of it. The original is never written to.
"""
