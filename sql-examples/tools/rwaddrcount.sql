-- Destinations of at least so many bytes: their flows, volume, first and last sighting.
--
-- rwaddrcount --print-recs --min-bytes=10000000 --use-dest day.rw
--
-- :day = 2012-11-13
-- :least = 10000000

SELECT dip, SUM(bytes) AS byte_sum, SUM(packets) AS packet_sum, COUNT(*) AS flow_count,
  FLOOR(MIN(stime) TO SECOND) AS first_seen, FLOOR(MAX(etime) TO SECOND) AS last_seen
FROM flows
WHERE stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
GROUP BY dip
HAVING SUM(bytes) >= :least
ORDER BY byte_sum DESC;
