package dev.heddle.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Configurations, results and findings for tests. */
final class Sample {
  /** A configuration in YAML without its id, as short as the manifest allows. */
  static final String FIELDS =
      "checks: [S2], what: it works, bounds: 2 threads, driver: some.Driver, engines: [jpf, lincheck]";

  private Sample() {}

  /** A manifest of these entries, each the inside of a YAML flow mapping. */
  static Manifest manifest(String... entries) {
    try {
      Path file = Files.createTempFile("manifest", ".yaml");
      try {
        return Manifest.read(Files.writeString(file, yaml(entries)));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String yaml(String... entries) {
    StringBuilder text = new StringBuilder("configurations:\n");
    for (String entry : entries) {
      text.append("  - {").append(entry).append("}\n");
    }
    return text.toString();
  }

  /** One configuration: the shortest one, with more fields, or with others instead. */
  static Configuration configuration(String more) {
    return manifest("id: base, " + FIELDS, "id: some, like: base, " + more).get("some");
  }

  static Configuration whole() {
    return manifest("id: some, " + FIELDS).get("some");
  }

  /** A run under JPF that went through everything and found nothing. */
  static Result complete(long states) {
    return new Result(
        EngineName.JPF,
        Optional.empty(),
        states,
        "",
        false,
        List.of(),
        List.of(),
        1.5,
        "",
        "/logs/some.txt");
  }

  static Result violated(String what) {
    return with(complete(7), Optional.of(what), "", false);
  }

  static Result cutOff(String why) {
    return with(complete(7), Optional.empty(), why, false);
  }

  /** Cut off because as much was run as was asked for. */
  static Result sample() {
    return with(complete(7), Optional.empty(), "budget used up", true);
  }

  private static Result with(Result r, Optional<String> violation, String cutoff, boolean sample) {
    return new Result(
        r.engine(),
        violation,
        r.explored(),
        cutoff,
        sample,
        r.outcomes(),
        r.reached(),
        r.seconds(),
        r.trace(),
        r.log());
  }

  static Result under(EngineName engine, Result r) {
    return new Result(
        engine,
        r.violation(),
        r.explored(),
        r.cutoff(),
        r.sample(),
        r.outcomes(),
        r.reached(),
        r.seconds(),
        r.trace(),
        r.log());
  }

  static Result seen(Result r, List<String> outcomes, List<String> reached) {
    return new Result(
        r.engine(),
        r.violation(),
        r.explored(),
        r.cutoff(),
        r.sample(),
        outcomes,
        reached,
        r.seconds(),
        r.trace(),
        r.log());
  }

  static Finding finding(Configuration configuration, Result result) {
    return new Finding(
        configuration, result, Verdict.of(configuration, result), "explore " + configuration.id());
  }
}
