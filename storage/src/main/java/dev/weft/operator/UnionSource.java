package dev.weft.operator;

import java.io.IOException;
import java.util.List;

/** All rows of all inputs, one input after the other. */
record UnionSource(List<Source> inputs) implements Source {
  @Override
  public void drain(Sinks sinks) throws IOException {
    for (Source input : inputs) {
      input.drain(sinks);
    }
  }
}
