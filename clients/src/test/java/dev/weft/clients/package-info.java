/**
 * Other people's JDBC clients, each on an embedded and on a remote URL. They see the driver's jar
 * as it is shipped and no other class of Weft's.
 */
package dev.weft.clients;
