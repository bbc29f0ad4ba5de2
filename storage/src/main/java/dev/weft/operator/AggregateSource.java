package dev.weft.operator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups and aggregates. Every worker groups what it gets; then the groups are put together. */
final class AggregateSource implements Source {
  private final QueryContext context;
  private final Source input;
  private final Aggregation aggregation;

  AggregateSource(QueryContext context, Source input, Aggregation aggregation) {
    this.context = context;
    this.input = input;
    this.aggregation = aggregation;
  }

  @Override
  public void drain(Sinks sinks) throws IOException {
    @Nullable GroupSink[] workers = new GroupSink[context.threads()];
    input.drain(worker -> sink(workers, worker));
    if (aggregation.keys().isEmpty()) {
      sink(workers, 0).narrow().addOnlyGroup();
    }
    List<GroupStore> narrow = new ArrayList<>();
    List<GroupStore> wide = new ArrayList<>();
    for (int i = 0; i < workers.length; i++) {
      GroupSink sink = workers[i];
      if (sink != null) {
        narrow.add(sink.narrow());
        GroupStore others = sink.wide();
        if (others != null) {
          wide.add(others);
        }
        workers[i] = null;
      }
    }
    if (!narrow.isEmpty()) {
      new GroupFinisher(context, aggregation, narrow).finish(sinks);
    }
    if (!wide.isEmpty()) {
      new GroupFinisher(context, aggregation, wide).finish(sinks);
    }
  }

  private GroupSink sink(@Nullable GroupSink[] workers, int worker) {
    GroupSink sink = workers[worker];
    if (sink == null) {
      sink = new GroupSink(context, aggregation);
      workers[worker] = sink;
    }
    return sink;
  }
}
