-- Which flows stand behind an alert of the intrusion detection, a minute around it?
--
-- rwidsquery --intype=fast --tolerance=60 alert.txt
--
-- :at = 2012-11-13 18:10:00
-- :source = 172.31.253.102
-- :destination = 10.20.30.47
-- :port = 3306

SELECT stime, etime, sip, sport, dip, dport, packets, bytes, flags
FROM flows
WHERE protocol = 6 AND stime <= TIMESTAMP :at + INTERVAL '60' SECOND AND etime >= TIMESTAMP :at - INTERVAL '60' SECOND
  AND sip = :source AND sport = :port AND dip = :destination
ORDER BY stime, dport
LIMIT 10;
