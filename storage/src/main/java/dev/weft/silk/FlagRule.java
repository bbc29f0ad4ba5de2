package dev.weft.silk;

/**
 * How a layout comes to the three flag fields. E is bit 0 of the attributes; "first" and "rest" are
 * {@link Field#PROT_FLAGS} and {@link Field#REST_FLAGS}, 0 where the layout has none.
 *
 * <table>
 * <caption>flags, initial flags, session flags</caption>
 * <tr><th></th><th>not TCP</th><th>TCP, E = 0</th><th>TCP, E = 1</th></tr>
 * <tr><td>STORED</td><td colspan="3">as stored, whatever the protocol</td></tr>
 * <tr><td>REPAIRED</td><td colspan="3">as stored; but initial and session flags 0 if E = 1 and the
 *     record is not TCP</td></tr>
 * <tr><td>TBF</td><td>rest, 0, 0</td><td>first, 0, 0</td><td>first | rest, first, rest</td></tr>
 * <tr><td>FTV</td><td>rest, 0, 0</td><td>first | rest, 0, 0</td><td>first | rest, first, rest</td></tr>
 * <tr><td>TFP</td><td>0, 0, 0</td><td>first, 0, 0</td><td>first | rest, first, rest</td></tr>
 * <tr><td>FLOWCAP</td><td colspan="3">E = 0: first, 0, 0; E = 1: first | rest, rest, first; whatever
 *     the protocol</td></tr>
 * </table>
 */
enum FlagRule {
  STORED,
  REPAIRED,
  TBF,
  FTV,
  TFP,
  FLOWCAP
}
