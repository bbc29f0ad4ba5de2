package dev.weft.maintenance;

import dev.weft.partition.PartitionKey;
import dev.weft.store.SegmentName;

/** What the names of a partition's segments share in the folder of their hour. */
record Partition(String className, String typeName, String sensorName) {
  static Partition of(SegmentName name) {
    return new Partition(name.className(), name.typeName(), name.sensorName());
  }

  /** The name of a segment that takes the place of others. */
  SegmentName segment(String id) {
    return new SegmentName(className, typeName, sensorName, SegmentName.MERGED + id);
  }

  PartitionKey key(long hour) {
    return new PartitionKey(hour, className, typeName, sensorName);
  }
}
