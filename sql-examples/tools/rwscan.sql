-- Who scans? Sources that try many destinations, most of them in vain: flows of few packets and no ACK.
--
-- rwsort --fields=sip,proto,dip day.rw | rwscan --scan-model=2
--
-- rwscan weighs such shares in a model; here they are the columns, with limits of one's own.
--
-- :day = 2012-11-13
-- :hosts = 20

SELECT sip, protocol, dport, COUNT(DISTINCT dip) AS hosts, COUNT(*) AS flow_count,
  CAST(AVG(CASE WHEN flags_match(flags, 'A/A') THEN 0 ELSE 1 END) AS DECIMAL(5, 3)) AS share_without_ack,
  CAST(AVG(CASE WHEN packets < 3 THEN 1 ELSE 0 END) AS DECIMAL(5, 3)) AS share_of_few_packets
FROM flows
WHERE protocol = 6 AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
GROUP BY sip, protocol, dport
HAVING COUNT(DISTINCT dip) >= :hosts
  AND AVG(CASE WHEN flags_match(flags, 'A/A') THEN 0 ELSE 1 END) > 0.5
ORDER BY hosts DESC, sip, dport
LIMIT 10;
