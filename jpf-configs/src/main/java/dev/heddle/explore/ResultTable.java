package dev.heddle.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Findings, or what there is to explore, as a table for people. */
final class ResultTable {
  private ResultTable() {}

  /**
   * Findings, a row each; but litmus tests that are as expected, and that nobody asked for by name,
   * are one row for each engine.
   *
   * @param asked ids that were asked for by name
   */
  static TextTable of(List<Finding> findings, Set<String> asked) {
    TextTable table =
        new TextTable("verdict", "configuration", "checks", "explored", "time", "bounds");
    for (EngineName engine : EngineName.values()) {
      List<Finding> litmus =
          findings.stream()
              .filter(f -> f.result().engine() == engine && passedLitmus(f, asked))
              .toList();
      if (!litmus.isEmpty()) {
        table.add(together(litmus));
      }
    }
    findings.stream().filter(f -> !passedLitmus(f, asked)).forEach(f -> table.add(row(f)));
    return table;
  }

  private static boolean passedLitmus(Finding finding, Set<String> asked) {
    Configuration configuration = finding.configuration();
    return configuration.litmus()
        && finding.verdict().expected()
        && !asked.contains(configuration.id());
  }

  private static List<String> together(List<Finding> litmus) {
    return List.of(
        "passed",
        litmus.size() + (litmus.size() == 1 ? " litmus test" : " litmus tests"),
        "litmus",
        explored(litmus.get(0), litmus.stream().mapToLong(f -> f.result().explored()).sum()),
        Progress.time(litmus.stream().mapToDouble(f -> f.result().seconds()).sum()),
        "exactly their outcomes; twins caught");
  }

  private static List<String> row(Finding finding) {
    Configuration configuration = finding.configuration();
    return List.of(
        finding.verdict().kind().toString(),
        configuration.id(),
        String.join(" ", configuration.checks()),
        explored(finding, finding.result().explored()),
        Progress.time(finding.result().seconds()),
        configuration.bounds());
  }

  private static String explored(Finding finding, long number) {
    return Words.grouped(number) + " " + finding.result().engine().unit();
  }

  /** What there is to explore, without running it. */
  static TextTable of(Manifest manifest) {
    TextTable table = new TextTable("configuration", "tier", "engines", "checks", "what, bounds");
    for (Configuration c : manifest.configurations()) {
      List<String> engines = c.engines().stream().sorted().map(EngineName::toString).toList();
      List<String> row = new ArrayList<>();
      row.addAll(List.of(c.id(), c.tier().toString(), String.join(" ", engines)));
      row.add(String.join(" ", c.checks()));
      row.add((c.broken() ? "twin, must be caught: " : "") + c.what() + "; " + c.bounds());
      table.add(row);
    }
    return table;
  }
}
