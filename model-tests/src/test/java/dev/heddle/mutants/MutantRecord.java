package dev.heddle.mutants;

import dev.heddle.explore.Mutant;
import dev.heddle.explore.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * What became of every mutant of the catalogue in its last run. The file is committed: the claims
 * are made of it. It holds neither times nor messages, so another run writes the same.
 *
 * @param fates in the order of the catalogue
 */
public record MutantRecord(List<Fate> fates) {
  private static final String HEAD =
      """
      # What became of each mutant in its last run; 'mvn -Pmutants verify' runs all and writes this,
      # '-Dmutants.only=ID,ID' runs some and leaves the others as they were.
      """;

  /**
   * What became of one mutant.
   *
   * @param id its id
   * @param killed whether a check killed it
   * @param by the test class or the configuration that did; empty if none did
   * @param engine {@code jpf} or {@code lincheck}, or {@code tests}; empty if none did
   */
  public record Fate(String id, boolean killed, String by, String engine) {}

  static MutantRecord of(List<Trial> trials) {
    return new MutantRecord(trials.stream().map(MutantRecord::fate).toList());
  }

  /** A record in which some mutants were tried again, in the order of the catalogue. */
  MutantRecord with(List<Trial> trials, List<Mutant> catalogue) {
    MutantRecord again = of(trials);
    List<Fate> all = new ArrayList<>();
    for (Mutant mutant : catalogue) {
      again.of(mutant.id()).or(() -> of(mutant.id())).ifPresent(all::add);
    }
    return new MutantRecord(List.copyOf(all));
  }

  private static Fate fate(Trial trial) {
    String by = trial.kill().map(Kill::check).orElse("");
    String engine = trial.kill().map(Kill::engine).orElse("");
    return new Fate(trial.mutant().id(), trial.kill().isPresent(), by, engine);
  }

  /**
   * Reads the record of a checkout.
   *
   * @param workspace the checkout
   * @return the record, empty if the mutants were never run
   */
  public static Optional<MutantRecord> of(Workspace workspace) {
    return read(file(workspace));
  }

  static Path file(Workspace workspace) {
    return workspace.root().resolve("model-tests/mutants-record.yaml");
  }

  static Optional<MutantRecord> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Object content =
          new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
      List<Fate> fates = new ArrayList<>();
      for (Object element : (List<?>) ((Map<?, ?>) content).get("mutants")) {
        Map<?, ?> entry = (Map<?, ?>) element;
        fates.add(
            new Fate(
                (String) entry.get("id"),
                (Boolean) entry.get("killed"),
                (String) entry.get("by"),
                (String) entry.get("engine")));
      }
      return Optional.of(new MutantRecord(List.copyOf(fates)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Path file) {
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    List<Map<String, Object>> entries = fates.stream().map(MutantRecord::entry).toList();
    try {
      Files.writeString(file, HEAD + new Dump(settings).dumpToString(Map.of("mutants", entries)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> entry(Fate fate) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", fate.id());
    entry.put("killed", fate.killed());
    entry.put("by", fate.by());
    entry.put("engine", fate.engine());
    return entry;
  }

  /**
   * Finds a mutant.
   *
   * @param id its id
   * @return what became of it, empty if it was not run
   */
  public Optional<Fate> of(String id) {
    return fates.stream().filter(fate -> fate.id().equals(id)).findFirst();
  }
}
