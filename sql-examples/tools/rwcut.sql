-- The flows of one minute as they are.
--
-- rwfilter --stime=2012/11/13T18:00-2012/11/13T18:00 --type=all --pass=stdout
--   | rwsort --fields=stime,sip | rwcut --fields=stime,sip,dip,sport,dport,protocol,packets,bytes,flags --num-recs=20
--
-- :minute = 2012-11-13 18:00:00

SELECT stime, sip, dip, sport, dport, protocol, packets, bytes, flags
FROM flows
WHERE stime >= TIMESTAMP :minute AND stime < TIMESTAMP :minute + INTERVAL '1' MINUTE
ORDER BY stime, sip, dip, sport, dport
LIMIT 20;
