-- The same item, once in each of two years' plans, with weights that differ by more than the form's share.
-- Which these are is asked of keys and figures alone: what holds no texts can go to the disk.
WITH plans AS MATERIALIZED (
    SELECT weighed.*, hash(institution, unit, region_code, document_type, lower(text)) AS same, parameters.drift
    FROM weighed JOIN parameters USING (document_type)
    WHERE year IS NOT NULL AND institution <> '' AND length(text) >= 10
), once AS MATERIALIZED (
    SELECT same, year, min(value) AS value, min(drift) AS drift FROM plans GROUP BY same, year HAVING count(*) = 1
), drifted AS MATERIALIZED (
    SELECT now.same, now.year
    FROM once AS now JOIN once AS before ON before.same = now.same AND before.year = now.year - 1
    WHERE before.value > 0 AND abs(now.value - before.value) > now.drift * before.value
)
SELECT now.document_id, now.table_id, now.item_id, now.page, now."row", now."column",
       [struct_pack(before.document_id, before.table_id, before.item_id, before.page, before."row", before."column")] AS evidence,
       least(now.confidence, before.confidence) AS confidence,
       shown(before.value) AS expected, shown(now.value) AS observed, now.value - before.value AS difference,
       trim(now.number || ' ' || now.text) AS item, before.year AS before,
       format('{:+.0f}', CAST((now.value - before.value) * 100 AS DOUBLE) / CAST(before.value AS DOUBLE)) AS share
FROM drifted
JOIN plans AS now ON now.same = drifted.same AND now.year = drifted.year
JOIN plans AS before ON before.same = drifted.same AND before.year = drifted.year - 1
 AND (before.institution, before.unit, before.region_code, before.document_type, lower(before.text))
   = (now.institution, now.unit, now.region_code, now.document_type, lower(now.text))
