package dev.heddle.explore;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All configurations, in the order of the file.
 *
 * @param configurations the configurations, each id once
 */
public record Manifest(List<Configuration> configurations) {

  /**
   * Reads and validates a manifest.
   *
   * @param file a YAML file
   * @return the manifest
   * @throws CannotRunException if the file is unreadable or says something that is not allowed
   */
  public static Manifest read(Path file) {
    return ManifestReader.read(file);
  }

  /**
   * Finds a configuration.
   *
   * @param id its id
   * @return the configuration
   * @throws CannotRunException if there is none, naming the nearest
   */
  public Configuration get(String id) {
    for (Configuration configuration : configurations) {
      if (configuration.id().equals(id)) {
        return configuration;
      }
    }
    String nearest =
        configurations.stream()
            .map(Configuration::id)
            .min(Comparator.comparingInt(other -> distance(id, other)))
            .map(other -> " Did you mean '" + other + "'?")
            .orElse("");
    throw new CannotRunException(
        "no configuration '%s'.%s 'explore --list' names them all.".formatted(id, nearest));
  }

  /**
   * Returns the configurations every run of an engine must pass before anything else counts.
   *
   * @param engine the engine
   * @return the canaries, in the order of the file
   */
  public List<Configuration> canaries(EngineName engine) {
    return configurations.stream()
        .filter(c -> c.canary() && c.engines().contains(engine))
        .collect(Collectors.toUnmodifiableList());
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
