-- Records, packets and bytes by source and service, of the database servers.
--
-- rwaggbag --keys=sip,sport --counters=records,sum-packets,sum-bytes servers.rw | rwaggbagcat
--
-- :day = 2012-11-13

SELECT sip, sport, COUNT(*) AS records, SUM(packets) AS packet_sum, SUM(bytes) AS byte_sum
FROM flows
WHERE type = 'out' AND in_set(sip, 'databases') AND sport < 10000
  AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
GROUP BY sip, sport
ORDER BY sip, sport;
