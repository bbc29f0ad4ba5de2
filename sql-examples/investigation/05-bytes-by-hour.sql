-- The server's day by hour: as CSV this is the graph in which the spike is seen.
--
-- rwfilter --type=out --saddress=172.31.253.102 --sport=3306 --start-date=2012/11/13 --pass=stdout
--   | rwcount --bin-size=3600 --load-scheme=start-spike
--
-- :day = 2012-11-13

SELECT FLOOR(stime TO HOUR) AS hour, COUNT(*) AS flow_count, SUM(bytes) AS byte_sum, SUM(packets) AS packet_sum
FROM flows
WHERE type = 'out' AND sip = '172.31.253.102' AND sport = 3306
  AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
GROUP BY FLOOR(stime TO HOUR)
ORDER BY hour;
