-- Flows, bytes and packets of a day by hour and type.
--
-- rwfilter --type=all --start-date=2012/11/13 --pass=stdout
--   | rwuniq --fields=stime,type --bin-time=3600 --values=flows,bytes,packets
--
-- :day = 2012-11-13

SELECT FLOOR(stime TO HOUR) AS hour, type, COUNT(*) AS flow_count, SUM(bytes) AS byte_sum, SUM(packets) AS packet_sum
FROM flows
WHERE stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
GROUP BY FLOOR(stime TO HOUR), type
ORDER BY hour, type;
