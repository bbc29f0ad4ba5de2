-- What do the files of an hour hold?
--
-- rwfileinfo --fields=count-records,packed-file-info $(rwfglob --start-date=2012/11/13:18 --type=all)
--
-- :hour = 2012-11-13 18:00:00

SELECT type, sensor, start_hour, records, min_stime, max_etime
FROM partitions
WHERE start_hour = TIMESTAMP :hour
ORDER BY type, sensor;
