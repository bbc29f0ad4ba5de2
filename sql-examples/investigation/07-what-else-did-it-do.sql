-- What else did that client talk to, on any port and day?
--
-- rwfilter --type=all --any-address=10.20.30.47 --start-date=2012/11/09 --end-date=2012/11/13 --pass=stdout
--   | rwuniq --fields=sip,dip,sport,dport,protocol --values=flows,bytes,stime,etime
--
-- :client = 10.20.30.47

SELECT sip, dip, CASE WHEN sip = :client THEN dport ELSE sport END AS service_port,
  COUNT(*) AS flow_count, SUM(bytes) AS byte_sum, MIN(stime) AS first_seen, MAX(etime) AS last_seen
FROM flows
WHERE sip = :client OR dip = :client
GROUP BY sip, dip, CASE WHEN sip = :client THEN dport ELSE sport END
ORDER BY byte_sum DESC
LIMIT 10;
