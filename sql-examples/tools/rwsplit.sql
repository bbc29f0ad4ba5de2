-- The flows of an hour in portions: here the third portion of five.
--
-- rwsplit --flow-limit=5 --basename=part hour.rw
--
-- :from = 2012-11-13 18:00:00
-- :skip = 10
-- :size = 5

SELECT stime, sip, dip, sport, dport, bytes
FROM flows
WHERE dport = 3306 AND stime >= TIMESTAMP :from AND stime < TIMESTAMP :from + INTERVAL '1' HOUR
ORDER BY stime, sip, sport
OFFSET :skip ROWS FETCH NEXT :size ROWS ONLY;
