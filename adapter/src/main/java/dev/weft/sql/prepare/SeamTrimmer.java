package dev.weft.sql.prepare;

import dev.weft.sql.rel.WeftProject;
import dev.weft.sql.rel.WeftRel;
import dev.weft.sql.rel.WeftToEnumerable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mapping;
import org.apache.calcite.util.mapping.MappingType;
import org.apache.calcite.util.mapping.Mappings;

/** Lets only those columns pass a seam that the code above it uses. */
public final class SeamTrimmer extends RelFieldTrimmer {
  SeamTrimmer(RelNode plan) {
    super(null, RelFactories.LOGICAL_BUILDER.create(plan.getCluster(), null));
  }

  /** Called by Calcite for each seam. */
  @SuppressWarnings("unused") // found by its name
  public TrimResult trimFields(
      WeftToEnumerable seam, ImmutableBitSet used, Set<RelDataTypeField> extra) {
    int width = seam.getRowType().getFieldCount();
    ImmutableBitSet kept = used.isEmpty() ? ImmutableBitSet.of(cheapest(seam.below())) : used;
    if (kept.cardinality() == width) {
      return result(seam, Mappings.createIdentity(width));
    }
    Mapping mapping = Mappings.create(MappingType.INVERSE_SURJECTION, width, kept.cardinality());
    RexBuilder rexBuilder = seam.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int column : kept) {
      mapping.set(column, columns.size());
      columns.add(rexBuilder.makeInputRef(seam.below(), column));
      names.add(seam.getRowType().getFieldNames().get(column));
    }
    RelDataType row = RexUtil.createStructType(rexBuilder.getTypeFactory(), columns, names, null);
    return result(
        WeftToEnumerable.of(new WeftProject(seam.getCluster(), seam.below(), columns, row)),
        mapping);
  }

  /** A column to count rows by: that of the smallest values. */
  private static int cheapest(WeftRel rel) {
    List<RelDataTypeField> fields = rel.getRowType().getFieldList();
    for (RelDataTypeField field : fields) {
      if (field.getType().getSqlTypeName() == SqlTypeName.INTEGER) {
        return field.getIndex();
      }
    }
    return 0;
  }
}
