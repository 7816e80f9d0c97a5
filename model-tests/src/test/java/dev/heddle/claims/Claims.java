package dev.heddle.claims;

import dev.heddle.claims.Evidence.Word;
import dev.heddle.spec.Invariant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All claims: a row per invariant, a column per way of checking. */
final class Claims {
  private final List<Column> columns;
  private final Map<Invariant, List<Evidence>> rows = new EnumMap<>(Invariant.class);

  Claims(List<Column> columns) {
    this.columns = List.copyOf(columns);
    for (Invariant invariant : Invariant.values()) {
      rows.put(invariant, columns.stream().map(column -> column.of(invariant)).toList());
    }
  }

  List<Column> columns() {
    return columns;
  }

  /** What the columns say about an invariant, in their order. */
  List<Evidence> row(Invariant invariant) {
    return rows.get(invariant);
  }

  /** The claims that nothing backs: no way of checking has tried the code. */
  List<Invariant> empty() {
    return rows.keySet().stream().filter(this::isEmpty).toList();
  }

  private boolean isEmpty(Invariant invariant) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).isAboutCode() && row(invariant).get(i).word() != Word.ASSUMED) {
        return false;
      }
    }
    return true;
  }
}
