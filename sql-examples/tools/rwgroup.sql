-- Sessions: flows of the same two hosts with no more than so many seconds between their starts.
--
-- rwsort --fields=sip,dip,stime | rwgroup --id-fields=sip,dip --delta-field=stime --delta-value=300 --summarize
--
-- :day = 2012-11-13
-- :gap = 300

SELECT sip, dip, MIN(stime) AS first_seen, MAX(etime) AS last_seen, COUNT(*) AS flow_count, SUM(bytes) AS byte_sum
FROM TABLE(sessions((
  SELECT * FROM flows
  WHERE dport = 3306 AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
), :gap, 'sip,dip'))
GROUP BY sip, dip, session
ORDER BY byte_sum DESC, sip, dip, first_seen
LIMIT 10;
