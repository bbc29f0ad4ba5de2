-- Volume of each /8 of the sources.
--
-- rwtotal --sip-first-8 day.rw
--
-- :day = 2012-11-13

SELECT ip_prefix(sip, 8) AS network, COUNT(*) AS flow_count, SUM(bytes) AS byte_sum, SUM(packets) AS packet_sum
FROM flows
WHERE ip_version(sip) = 4 AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
GROUP BY ip_prefix(sip, 8)
ORDER BY network
LIMIT 20;
