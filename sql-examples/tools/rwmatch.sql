-- Both halves of each conversation in one row: who asked, who answered, bytes each way.
--
-- rwmatch --relate=sip,dip --relate=dip,sip --relate=sport,dport --relate=dport,sport --relate=protocol,protocol
--   queries.rw answers.rw stdout
--
-- conversations() tells client from server by the first SYN, else by who began, else by the lower
-- port. rwmatch's own pairing, flow by flow, is pairs(): see docs/from-silk.md.
--
-- :day = 2012-11-13
-- :port = 3306

SELECT client, server, client_port, stime, duration, flows_out, bytes_out, flows_back, bytes_back,
  ms_between(stime, answered) AS ms_to_answer
FROM TABLE(conversations((
  SELECT * FROM flows
  WHERE (dport = :port OR sport = :port) AND protocol = 6
    AND stime >= DATE :day AND stime < DATE :day + INTERVAL '1' DAY
), 60))
WHERE server_port = :port
ORDER BY bytes_back DESC, stime, client, client_port
LIMIT 10;
