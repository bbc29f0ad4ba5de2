-- Sources of many small flows.
--
-- rwfilter --type=in --start-date=2012/11/13 --pass=stdout
--   | rwuniq --fields=sip --values=flows,distinct:dip,bytes --threshold=flows=40 --sort-output
--
-- :day = 2012-11-13

SELECT sip, COUNT(*) AS flow_count, COUNT(DISTINCT dip) AS destinations, SUM(bytes) AS byte_sum
FROM flows
WHERE type = 'in' AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
GROUP BY sip
HAVING COUNT(*) >= 40
ORDER BY sip;
