package dev.heddle.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * The results of explorations, for the claims table: one entry for each configuration and engine.
 *
 * <p>A run adds to the file what it found; entries of an earlier build are dropped: the file names
 * the SHA-256 of the kernel, the drivers and the manifest that its entries are about.
 */
final class ResultsFile {
  private final Workspace workspace;
  private final Path file;

  ResultsFile(Workspace workspace) {
    this.workspace = workspace;
    this.file = workspace.target().resolve("explore-results.yaml");
  }

  /** Adds findings; returns the whole file's content. */
  Map<String, Object> add(List<Finding> findings) {
    String build = build();
    Map<String, Object> entries = new LinkedHashMap<>();
    for (Object old : earlier(build)) {
      if (old instanceof Map<?, ?> entry) {
        entries.put(entry.get("id") + " " + entry.get("engine"), old);
      }
    }
    for (Finding finding : findings) {
      Map<String, Object> entry = entry(finding);
      entries.put(entry.get("id") + " " + entry.get("engine"), entry);
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("build", build);
    content.put("results", new ArrayList<>(entries.values()));
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setDereferenceAliases(true)
            .build();
    JpfExtension.write(file, new Dump(settings).dumpToString(content));
    return content;
  }

  private List<?> earlier(String build) {
    if (!Files.isReadable(file)) {
      return List.of();
    }
    Object content = new Load(LoadSettings.builder().build()).loadFromString(DriverJvm.read(file));
    return content instanceof Map<?, ?> map
            && build.equals(map.get("build"))
            && map.get("results") instanceof List<?> list
        ? list
        : List.of();
  }

  private static Map<String, Object> entry(Finding finding) {
    Configuration configuration = finding.configuration();
    Result result = finding.result();
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", configuration.id());
    entry.put("engine", result.engine().toString());
    entry.put("checks", configuration.checks());
    entry.put("what", configuration.what());
    entry.put("bounds", configuration.bounds());
    entry.put("twin", configuration.broken());
    entry.put("mutant", configuration.mutant());
    entry.put("verdict", finding.verdict().kind().toString());
    entry.put("expected", finding.verdict().expected());
    entry.put("reason", finding.verdict().reason());
    entry.put(result.engine().unit(), result.explored());
    entry.put("complete", result.complete());
    entry.put("cutoff", result.cutoff());
    entry.put("outcomes", result.outcomes());
    entry.put("reached", result.reached());
    entry.put("seconds", Math.round(result.seconds() * 10) / 10.0);
    return entry;
  }

  private String build() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path place : List.of(workspace.kernel(), workspace.drivers(), workspace.manifest())) {
        for (Path part : files(place)) {
          digest.update(Files.readAllBytes(part));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> files(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
