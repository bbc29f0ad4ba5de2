-- Both halves of each conversation in one row: who asked, who answered, bytes each way.
--
-- rwmatch --relate=sip,dip --relate=dip,sip --relate=sport,dport --relate=dport,sport --relate=protocol,protocol
--   queries.rw answers.rw stdout
--
-- The query is the half towards the server's port; its answer begins while it lasts.
--
-- :day = 2012-11-13
-- :port = 3306

WITH asked AS (
  SELECT * FROM flows
  WHERE dport = :port AND protocol = 6 AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
), answered AS (
  SELECT * FROM flows
  WHERE sport = :port AND protocol = 6 AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
)
SELECT q.sip AS client, q.dip AS server, q.sport AS client_port, q.stime,
  q.bytes AS bytes_out, r.bytes AS bytes_back,
  ms_between(q.stime, CASE WHEN q.etime > r.etime THEN q.etime ELSE r.etime END) AS milliseconds
FROM asked AS q
JOIN answered AS r
  ON r.sip = q.dip AND r.dip = q.sip AND r.dport = q.sport
  AND r.stime >= q.stime AND r.stime <= q.etime
ORDER BY bytes_back DESC, q.stime, client, client_port
LIMIT 10;
