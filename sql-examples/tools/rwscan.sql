-- Who scans? Sources that rwscan's logistic regression takes for scanners, and what they tried.
--
-- rwsort --fields=sip,proto,dip day.rw | rwscan --scan-model=2 --model-fields
--
-- With a set of the internal addresses, scans(..., 'inside'), the random walk comes first.
--
-- :day = 2012-11-13

SELECT s.sip, s.protocol, s.stime, s.flows, s.packets, s.bytes,
  CAST(s.scan_prob AS DECIMAL(7, 6)) AS scan_prob, t.hosts, t.ports
FROM TABLE(scans((
  SELECT * FROM flows WHERE stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
))) AS s
JOIN (
  SELECT sip, protocol, COUNT(DISTINCT dip) AS hosts, COUNT(DISTINCT dport) AS ports
  FROM flows WHERE stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
  GROUP BY sip, protocol
) AS t ON t.sip = s.sip AND t.protocol = s.protocol
ORDER BY s.flows DESC, s.sip
LIMIT 10;
