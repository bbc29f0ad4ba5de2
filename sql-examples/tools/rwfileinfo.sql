-- What do the files of an hour hold?
--
-- rwfileinfo --fields=count-records,packed-file-info $(rwfglob --start-date=2012/11/13:18 --type=all)
--
-- :hour = 2012-11-13 18:00:00

SELECT type, sensor, start_hour, SUM(records) AS records, MIN(min_stime) AS first_start, MAX(max_etime) AS last_end
FROM partitions
WHERE start_hour = TIMESTAMP :hour
GROUP BY type, sensor, start_hour
ORDER BY type, sensor;
