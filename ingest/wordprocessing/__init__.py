"""What the readers of .doc, .docx, .rtf and .odt share: raised marks, symbol fonts, numerals, captions, the
grid of a table whose rows state their own edges, and drafts of paragraphs and tables on the way to blocks."""
