-- Questions that the dataset is most often asked, ready to be selected from in dataset.duckdb.

-- Every figure with what it is about and where it stands. Institutions and regions go by the one name that
-- the whole collection has for them.
CREATE VIEW figures AS
SELECT d.path, coalesce(institutions.canonical, d.institution) AS institution,
       coalesce(regions.canonical, d.region) AS region, d.year, d.document_type,
       i.kind, i.level, i.number, i.text,
       m.measure, m.period, m.comparator, m.value, m.value_high, m.unit, m.raw,
       m.table_id, m."row", m."column", i.page, m.confidence, m.item_id, m.document_id
FROM measures m JOIN items i USING (item_id) JOIN documents d ON d.document_id = m.document_id
LEFT JOIN names institutions ON institutions.kind = 'institution' AND institutions.name = d.institution_raw
LEFT JOIN names regions ON regions.kind = 'region' AND regions.name = d.region_raw;

-- What each document's weights add up to, kind by kind and level by level (a parent and its children are
-- never added together).
CREATE VIEW weights_by_region AS
SELECT institution, year, region, document_type, path, kind, level, unit,
       count(*) AS weights, sum(value) AS weight_sum, min(value) AS smallest, max(value) AS largest
FROM figures WHERE measure = 'weight'
GROUP BY ALL ORDER BY institution, year, region, path, level, kind;

-- Programmed beside executed, per item and period, where each stands once.
CREATE VIEW plan_vs_executed AS
WITH paired AS (
    SELECT path, institution, region, year, item_id, number, text, period, unit,
           any_value(value) FILTER (measure = 'programmed') AS programmed,
           any_value(value) FILTER (measure = 'executed') AS executed
    FROM figures WHERE measure IN ('programmed', 'executed')
    GROUP BY ALL
    HAVING count(*) FILTER (measure = 'programmed') <= 1 AND count(*) FILTER (measure = 'executed') <= 1
)
SELECT *, executed - programmed AS difference,
       CASE WHEN programmed <> 0 THEN round(100 * executed::DOUBLE / programmed::DOUBLE, 2) END
           AS executed_percent
FROM paired ORDER BY path, period, item_id;

-- What each responsible party has to do, by the one name that the whole collection has for it.
CREATE VIEW weights_by_responsible AS
SELECT n.canonical AS responsible, f.institution, f.year, f.unit,
       count(*) AS weights, sum(f.value) AS weight_sum, count(DISTINCT f.document_id) AS documents
FROM figures f JOIN items i USING (item_id)
JOIN names n ON n.kind = 'responsible' AND n.name = i.responsible
WHERE f.measure = 'weight'
GROUP BY ALL ORDER BY responsible, f.institution, f.year, f.unit;

-- Names that were taken for one without being written with the same words, and names that were nearly.
CREATE VIEW names_to_look_at AS
SELECT kind, name, canonical, basis, score, near, near_score, occurrences
FROM names WHERE basis IN ('initials', 'spelling') OR near <> '' ORDER BY kind, canonical, name;

-- Weight, compliance and what was earned, side by side.
CREATE VIEW compliance AS
SELECT path, institution, region, year, parents, number, text, period,
       weight_percent, compliance_percent, earned_percent, findings
FROM activities WHERE compliance_percent IS NOT NULL OR earned_percent IS NOT NULL ORDER BY path;

CREATE VIEW findings_by_rule AS
SELECT rule, severity, count(*) AS findings, count(DISTINCT document_id) AS documents
FROM findings GROUP BY ALL ORDER BY findings DESC, rule;

CREATE VIEW findings_by_document AS
SELECT d.path, d.institution, d.region, d.year,
       count(*) FILTER (f.severity = 'error') AS errors,
       count(*) FILTER (f.severity = 'warning') AS warnings,
       count(*) FILTER (f.severity = 'info') AS infos
FROM documents d JOIN findings f USING (document_id)
GROUP BY ALL ORDER BY errors DESC, warnings DESC, d.path;

-- What a person has to look at because Pondera could not read it, or not whole.
CREATE VIEW not_read AS
SELECT path, format, puid, status, status_detail, size_bytes, sha256
FROM documents WHERE status <> 'ok' ORDER BY path;
