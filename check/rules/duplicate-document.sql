-- Documents of one body, region and year whose items and figures are the same, each told of the first by path.
WITH said AS (
    SELECT document_id, count(*) AS items, sum(CAST(hash(kind, number, text) AS HUGEINT)) AS words
    FROM items GROUP BY document_id
), counted AS (
    SELECT document_id, count(*) AS figures,
           sum(CAST(hash(measure, period, value, unit, comparator) AS HUGEINT)) AS numbers
    FROM measures GROUP BY document_id
), compared AS (
    SELECT document_id, path, items, figures,
           hash(institution, unit, region_code, year, items, words, figures, numbers) AS same
    FROM said JOIN counted USING (document_id) JOIN documents USING (document_id)
    WHERE duplicate_of = '' AND items > 2
), alike AS (  -- no window: it would hold all that is alike in memory
    SELECT same, min(struct_pack(path, document_id)) AS first FROM compared GROUP BY same HAVING count(*) > 1
)
SELECT document_id, alike.first.path AS observed, alike.first.path AS first, items, figures
FROM compared JOIN alike USING (same)
WHERE document_id <> alike.first.document_id
ORDER BY path, document_id
