-- What rules between documents compare: each item with its only weight in percent, copies of a file left out.
CREATE OR REPLACE TEMP MACRO shown(number) AS
    rtrim(rtrim(CAST(CAST(number AS DECIMAL(38, 10)) AS VARCHAR), '0'), '.') || '%';

CREATE OR REPLACE TEMP VIEW weighed AS
-- Which items these are is asked first, and their figures are looked up: groups that hold texts cannot go to the disk.
WITH single AS (
    SELECT item_id FROM measures WHERE measure = 'weight' AND unit = 'percent' GROUP BY item_id HAVING count(*) = 1
)
SELECT document.document_id, document.path, document.institution, document.unit, document.region,
       document.region_code, document.country, document.year, document.document_type,
       item.item_id, CAST(regexp_extract(item.item_id, '-i(\d+)$', 1) AS BIGINT) AS nth,
       item.kind, item.number, item.text, item.page,
       weight.table_id, weight."row", weight."column", weight.value, weight."precision", weight.confidence
FROM single
JOIN measures AS weight USING (item_id)
JOIN items AS item USING (item_id)
JOIN documents AS document ON document.document_id = item.document_id
WHERE weight.measure = 'weight' AND weight.unit = 'percent' AND document.duplicate_of = '';

-- The programmes of the regions of an institution and year, each once.
CREATE OR REPLACE TEMP VIEW programmes AS
SELECT * EXCLUDE (copy) FROM (
    SELECT *, row_number() OVER (
        PARTITION BY institution, country, year, region_code, lower(text) ORDER BY path, document_id, nth
    ) AS copy
    FROM weighed
    WHERE kind = 'programme' AND year IS NOT NULL AND institution <> '' AND country <> '' AND region_code <> ''
)
WHERE copy = 1;

CREATE OR REPLACE TEMP MACRO region_count(of_country, of_year) AS (
    SELECT arg_max(known.regions, known.since) FROM region_counts AS known
    WHERE known.country = of_country AND known.since <= of_year
);
