package dev.weft.jdbc;

/** SQLSTATE codes that the driver itself gives. */
final class SqlStates {
  static final String CANNOT_CONNECT = "08001";
  static final String CONNECTION_CLOSED = "08003";
  static final String CONNECTION_LOST = "08006";
  static final String NOT_AUTHORIZED = "28000";
  static final String REFUSED = "53300";
  static final String PARAMETER = "07002";
  static final String NO_SUCH_INDEX = "07009";
  static final String NO_SUCH_SCHEMA = "3F000";
  static final String NOT_SUPPORTED = "0A000";
  static final String INVALID_VALUE = "22023";
  static final String GENERAL = "HY000";
  static final String WRONG_SEQUENCE = "HY010";
  static final String CANCELLED = "57014";
  static final String TIMED_OUT = "HYT00";

  private SqlStates() {}
}
