-- How many records would a query of these hours and types read?
--
-- rwfglob --start-date=2012/11/13:18 --end-date=2012/11/13:20 --type=in,out
--
-- Column file of the table has the names, bytes_on_disk the sizes; an hour may lie in several files.
--
-- :from = 2012-11-13 18:00:00
-- :to = 2012-11-13 21:00:00

SELECT start_hour, type, SUM(records) AS records
FROM partitions
WHERE type IN ('in', 'out') AND start_hour >= TIMESTAMP :from AND start_hour < TIMESTAMP :to
GROUP BY start_hour, type
ORDER BY start_hour, type;
