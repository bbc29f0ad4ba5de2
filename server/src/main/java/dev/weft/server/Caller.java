package dev.weft.server;

/**
 * Who asks.
 *
 * @param user empty where the server has no users
 * @param address of the client's machine
 */
record Caller(String user, String address) {}
