-- The clients of web servers as CIDR blocks.
--
-- rwset --sip-file=stdout web.rw | rwsetcat --cidr-blocks
--
-- :day = 2012-11-13

SELECT block
FROM TABLE(cidr_blocks((
  SELECT sip FROM flows WHERE type = 'outweb' AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
)))
LIMIT 20;
