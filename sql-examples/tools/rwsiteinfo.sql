-- Which sensors and types has the site, and what did each record, from when to when?
--
-- rwsiteinfo --fields=class,type,mark-defaults,sensor,repo-start-date,repo-end-date,repo-file-count

SELECT t.class, t.type, t.is_default, p.sensor, MIN(p.start_hour) AS first_hour, MAX(p.start_hour) AS last_hour,
  COUNT(DISTINCT p.start_hour) AS hours, COALESCE(SUM(p.records), 0) AS records
FROM flow_types AS t
LEFT JOIN partitions AS p ON p.class = t.class AND p.type = t.type
GROUP BY t.id, t.class, t.type, t.is_default, p.sensor
ORDER BY t.id, p.sensor;
