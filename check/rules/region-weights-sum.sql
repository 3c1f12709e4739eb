-- The weights of all programmes of all regions against 100, at the precision that they print.
WITH sums AS (
    SELECT institution, country, year, sum(value) AS total, sum("precision") / 2 AS slack,
           count(DISTINCT region_code) AS regions, min(confidence) AS confidence,
           list(struct_pack(document_id, table_id, item_id, page, "row", "column") ORDER BY path, document_id, nth) AS places
    FROM programmes
    GROUP BY ALL
), counted AS (
    SELECT *, region_count(country, year) AS region_count FROM sums
)
SELECT unnest(places[1]), places AS evidence, confidence,
       '100%' AS expected, shown(total) AS observed, total - 100 AS difference,
       CASE WHEN region_count > regions THEN 'info' END AS severity,
       CASE WHEN region_count > regions THEN 'missing' ELSE '' END AS wording,
       institution, year, regions, greatest(region_count - regions, 0) AS missing
FROM counted
WHERE region_count IS NOT NULL AND abs(total - 100) > slack
ORDER BY institution, country, year
