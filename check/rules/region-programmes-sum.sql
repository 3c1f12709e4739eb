-- Where most regions of an institution share alike (100 over their number): those that do not.
WITH sums AS (
    SELECT institution, country, year, region_code, sum(value) AS total, sum("precision") / 2 AS slack,
           count(*) AS programmes, min("precision") AS finest, min(confidence) AS confidence,
           first(region ORDER BY path, document_id, nth) AS region,
           list(struct_pack(document_id, table_id, item_id, page, "row", "column") ORDER BY path, document_id, nth) AS places
    FROM programmes
    GROUP BY ALL
), counted AS (
    SELECT *, region_count(country, year) AS region_count,
           abs(total * region_count(country, year) - 100) > slack * region_count(country, year) AS is_odd
    FROM sums
), together AS (
    SELECT *, count(*) OVER institution AS at_hand, count(*) FILTER (is_odd) OVER institution AS odd
    FROM counted
    WHERE region_count IS NOT NULL
    WINDOW institution AS (PARTITION BY institution, country, year)
)
SELECT unnest(places[1]), places AS evidence, confidence,
       shown(round(100.0 / region_count, CAST(round(-log10(finest)) AS INTEGER))) AS expected,
       shown(total) AS observed, total - CAST(100.0 / region_count AS DECIMAL(38, 10)) AS difference,
       institution, region, programmes, region_count AS regions
FROM together
WHERE is_odd AND at_hand >= 3 AND 2 * odd < at_hand
ORDER BY institution, country, year, region_code
