package dev.heddle.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** What became of each mutant in this run, with all that is known; see {@link MutantRecord}. */
final class TrialsFile {
  private TrialsFile() {}

  static void write(Path file, Path catalogue, List<Trial> trials) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("catalogue", catalogue.toString());
    content.put("mutants", trials.stream().map(TrialsFile::entry).toList());
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDereferenceAliases(true)
            .build();
    try {
      Files.writeString(file, new Dump(settings).dumpToString(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> entry(Trial trial) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", trial.mutant().id());
    entry.put("title", trial.mutant().title());
    entry.put("invariant", trial.mutant().invariant());
    entry.put("reference", trial.mutant().reference());
    entry.put("bound", trial.mutant().bound());
    entry.put("killed", trial.kill().isPresent());
    trial
        .kill()
        .ifPresent(
            kill -> {
              entry.put("by", kill.where());
              entry.put("how", kill.how());
              entry.put("message", kill.message());
            });
    entry.put("seconds", Math.round(trial.seconds() * 10) / 10.0);
    return entry;
  }
}
