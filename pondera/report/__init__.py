"""``report.html`` and the pages of single documents: what people look at instead of reading tables.

Rows go in one document after the other, as into the writers of the dataset; pages come out that open from
disk, load nothing, need no script and let no text of a document become markup. ``writer.Report`` is the door
for a run, ``single.document_html`` for one document.
"""
