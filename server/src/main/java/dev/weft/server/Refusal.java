package dev.weft.server;

import dev.weft.jdbc.wire.ServerError;
import java.util.Locale;

/** Errors that the server itself gives, each with its SQLSTATE. */
final class Refusal {
  private static final String TOO_MANY = "53300";
  private static final String TOO_LARGE = "54000";

  private Refusal() {}

  /** True where what was asked is too much of something. */
  static boolean isLimit(ServerError error) {
    String state = error.sqlState();
    return state.startsWith("53") || state.startsWith("54");
  }

  static ServerError noSession() {
    return new ServerError(
        "The server knows no such session: it has ended, or the server was restarted",
        ServerError.NO_SESSION,
        "08003");
  }

  static ServerError property(String name) {
    return new ServerError(
        "The server takes no property \"" + shortened(name) + "\" from a client",
        ServerError.OTHER,
        "08001");
  }

  static ServerError readOnly(String request) {
    return new ServerError(
        request + ": Weft answers queries and changes nothing", ServerError.OTHER, "0A000");
  }

  static ServerError malformed(String why) {
    return new ServerError(why, ServerError.OTHER, "08P01");
  }

  static ServerError busy(int limit) {
    return new ServerError(
        "The server runs " + limit + " queries, as many as it may: try again later",
        ServerError.OTHER,
        TOO_MANY);
  }

  static ServerError busyUser(String user, int limit) {
    return new ServerError(
        named(user) + " runs " + limit + " queries, as many as one user may",
        ServerError.OTHER,
        TOO_MANY);
  }

  /** The client's driver puts it in its own words, and knows which it was: cancel or time. */
  static ServerError stoppedWaiting() {
    return new ServerError(
        "The query was cancelled while it waited for its turn", ServerError.OTHER, "57014");
  }

  static ServerError timeWaited(int seconds) {
    return new ServerError(
        "The query was stopped at its time limit of "
            + seconds
            + " s: all of it, it waited for its turn, for the server runs as many queries as it"
            + " may",
        ServerError.OTHER,
        "HYT00");
  }

  /** Of a query that first had to wait. */
  static String timeOut(int seconds, long waitedNanos) {
    return String.format(
        Locale.ROOT,
        "The query was stopped at its time limit of %d s, of which it waited %.1f s for its turn",
        seconds,
        waitedNanos / 1e9);
  }

  static ServerError stopping() {
    return new ServerError("The server is stopping", ServerError.OTHER, "57P01");
  }

  static ServerError sessions(int limit) {
    return new ServerError(
        "The server has " + limit + " sessions, as many as it may: close some",
        ServerError.OTHER,
        TOO_MANY);
  }

  static ServerError sessionsOfUser(String user, int limit) {
    return new ServerError(
        named(user) + " has " + limit + " sessions, as many as one user may: close some",
        ServerError.OTHER,
        TOO_MANY);
  }

  /** Without users, all are one. */
  private static String named(String user) {
    return user.isEmpty() ? "The user" : "User " + user;
  }

  static ServerError statements(int limit) {
    return new ServerError(
        "The session has " + limit + " statements, as many as it may: close some",
        ServerError.OTHER,
        TOO_MANY);
  }

  static ServerError rows(long limit) {
    return new ServerError(
        "The result has more than "
            + limit
            + " rows, which is the server's limit: add a LIMIT,"
            + " a condition or a GROUP BY",
        ServerError.OTHER,
        TOO_LARGE);
  }

  static ServerError tooDeep() {
    return new ServerError(
        "The statement is nested too deeply, or has too many operators in a row: put long lists"
            + " of addresses into an IP set",
        ServerError.OTHER,
        "54001");
  }

  static ServerError memory() {
    return new ServerError(
        "The server has not enough memory for the query: ask for less at once, or have whoever runs"
            + " the server give it a larger heap",
        ServerError.OTHER,
        "53200");
  }

  static ServerError internal() {
    return new ServerError(
        "The server failed to answer; its log tells why", ServerError.OTHER, "XX000");
  }

  static ServerError offset(long wanted, long there) {
    return new ServerError(
        "Row " + wanted + " was asked for where row " + there + " is next: results go forward",
        ServerError.OTHER,
        "24000");
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
