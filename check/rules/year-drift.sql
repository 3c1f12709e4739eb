-- The same item, once in each of two years' plans, with weights that differ by more than the form's share.
WITH plans AS (
    SELECT *, hash(institution, unit, region_code, document_type, lower(text)) AS same
    FROM weighed
    WHERE year IS NOT NULL AND institution <> '' AND length(text) >= 10
), once AS (
    SELECT same, year FROM plans GROUP BY same, year HAVING count(*) = 1
), twice AS (
    SELECT now.same, now.year FROM once AS now JOIN once AS before ON before.same = now.same AND before.year = now.year - 1
)
SELECT now.document_id, now.table_id, now.item_id, now.page, now."row", now."column",
       [struct_pack(before.document_id, before.table_id, before.item_id, before.page, before."row", before."column")] AS evidence,
       least(now.confidence, before.confidence) AS confidence,
       shown(before.value) AS expected, shown(now.value) AS observed, now.value - before.value AS difference,
       trim(now.number || ' ' || now.text) AS item, before.year AS before,
       format('{:+.0f}', CAST((now.value - before.value) * 100 AS DOUBLE) / CAST(before.value AS DOUBLE)) AS share
FROM twice
JOIN plans AS now ON now.same = twice.same AND now.year = twice.year
JOIN plans AS before ON before.same = twice.same AND before.year = twice.year - 1
 AND (before.institution, before.unit, before.region_code, before.document_type, lower(before.text))
   = (now.institution, now.unit, now.region_code, now.document_type, lower(now.text))
JOIN parameters ON parameters.document_type = now.document_type
WHERE before.value > 0 AND abs(now.value - before.value) > parameters.drift * before.value
ORDER BY now.path, now.nth
