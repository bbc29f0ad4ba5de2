-- Which flows did the collector cut by its timeout, and into how many parts? Parts follow one another within :idle ms.
--
-- rwcombine --max-idle-time=1 day.rw | rwcut --fields=sip,dip,sport,dport,bytes,duration
--
-- :idle = 1000

WITH parts AS (
  SELECT sip, dip, sport, dport, protocol, stime, etime, packets, bytes,
    CASE
      WHEN attributes LIKE '%C%' AND ms_between(LAG(etime) OVER flow, stime) <= :idle THEN 0
      ELSE 1
    END AS begins
  FROM flows
  WHERE attributes LIKE '%T%' OR attributes LIKE '%C%'
  WINDOW flow AS (PARTITION BY sip, dip, sport, dport, protocol ORDER BY stime)
), numbered AS (
  SELECT parts.*,
    SUM(begins) OVER (PARTITION BY sip, dip, sport, dport, protocol ORDER BY stime ROWS UNBOUNDED PRECEDING) AS n
  FROM parts
)
SELECT sip, dip, sport, dport, protocol, COUNT(*) AS parts, SUM(bytes) AS byte_sum,
  ms_between(MIN(stime), MAX(etime)) AS milliseconds
FROM numbered
GROUP BY sip, dip, sport, dport, protocol, n
ORDER BY parts DESC, milliseconds DESC, sip
LIMIT 10;
