package dev.weft.operator;

import dev.weft.flow.ValueKind;
import java.util.List;

/** What is made of rows with equal keys, for {@link Plan.Found}. */
public sealed interface Finding permits Scans, Conversations {
  /** Kinds of the output columns by position. */
  List<ValueKind> output();
}
