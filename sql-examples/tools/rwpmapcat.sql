-- Which blocks of addresses has the prefix map, under which labels?
--
-- rwpmapcat --ip-label-to-ignore=outside network.pmap
--
-- :rest = outside

SELECT first, last, "value" AS label
FROM TABLE(ip_map('network'))
WHERE "value" <> :rest
ORDER BY first;
