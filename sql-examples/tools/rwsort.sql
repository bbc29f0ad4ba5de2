-- The longest flows of the day.
--
-- rwsort --fields=duration,stime --reverse day.rw | rwcut --num-recs=5 --fields=sip,dip,dport,bytes,duration
--
-- :day = 2012-11-13

SELECT sip, dip, dport, bytes, duration
FROM flows
WHERE stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
ORDER BY duration DESC, stime DESC, sip, dip
LIMIT 5;
