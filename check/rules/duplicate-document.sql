-- Documents of one body, region and year whose items and figures are the same, each told of the first by path.
WITH said AS (
    SELECT document_id, count(*) AS items, sum(CAST(hash(kind, number, text) AS HUGEINT)) AS words
    FROM items GROUP BY document_id
), counted AS (
    SELECT document_id, count(*) AS figures,
           sum(CAST(hash(measure, period, value, unit, comparator) AS HUGEINT)) AS numbers
    FROM measures GROUP BY document_id
), alike AS (
    SELECT document_id, path, items, figures,
           first_value(path) OVER same AS first_path,
           row_number() OVER same AS copy
    FROM said JOIN counted USING (document_id) JOIN documents USING (document_id)
    WHERE duplicate_of = ''
    WINDOW same AS (
        PARTITION BY institution, unit, region_code, year, items, words, figures, numbers ORDER BY path, document_id
    )
)
SELECT document_id, first_path AS observed, first_path AS first, items, figures
FROM alike
WHERE copy > 1 AND items > 2
ORDER BY path, document_id
