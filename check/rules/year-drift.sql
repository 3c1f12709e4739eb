-- The same item, once in each of two years' plans, with weights that differ by more than the form's share.
WITH once AS (
    SELECT any_value(struct_pack(document_id, table_id, item_id, page, "row", "column")) AS place,
           any_value(path) AS path, any_value(nth) AS nth, any_value(number) AS number, any_value(text) AS text,
           any_value(value) AS value, any_value(confidence) AS confidence,
           institution, unit, region_code, document_type, lower(text) AS folded, year
    FROM weighed
    WHERE year IS NOT NULL AND institution <> '' AND length(text) >= 10
    GROUP BY institution, unit, region_code, document_type, lower(text), year
    HAVING count(*) = 1
)
SELECT unnest(now.place), [before.place] AS evidence, least(now.confidence, before.confidence) AS confidence,
       shown(before.value) AS expected, shown(now.value) AS observed, now.value - before.value AS difference,
       trim(now.number || ' ' || now.text) AS item, before.year AS before,
       format('{:+.0f}', CAST((now.value - before.value) * 100 AS DOUBLE) / CAST(before.value AS DOUBLE)) AS share
FROM once AS now
JOIN once AS before
  ON before.year = now.year - 1
 AND (before.institution, before.unit, before.region_code, before.document_type, before.folded)
   = (now.institution, now.unit, now.region_code, now.document_type, now.folded)
JOIN parameters ON parameters.document_type = now.document_type
WHERE before.value > 0 AND abs(now.value - before.value) > parameters.drift * before.value
ORDER BY now.path, now.nth
