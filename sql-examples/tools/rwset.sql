-- Hosts that are both source and destination of web traffic.
--
-- rwset --sip-file=s.set --dip-file=d.set web.rw; rwsettool --intersect s.set d.set | rwsetcat --count-ips
--
-- :day = 2012-11-13

SELECT COUNT(*) AS hosts
FROM (
  SELECT sip FROM flows WHERE type IN ('inweb', 'outweb') AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
  INTERSECT
  SELECT dip FROM flows WHERE type IN ('inweb', 'outweb') AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
) AS both_sides;
