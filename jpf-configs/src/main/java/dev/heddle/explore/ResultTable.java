package dev.heddle.explore;

import java.util.ArrayList;
import java.util.List;

/** Findings as a table for people, a row each. */
final class ResultTable {
  private static final List<String> HEAD =
      List.of(
          "configuration", "checks", "bounds", "engine", "explored", "complete", "time", "verdict");

  private ResultTable() {}

  static String of(List<Finding> findings) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    findings.forEach(finding -> rows.add(row(finding)));
    return text(rows);
  }

  /** What there is to explore, without running it. */
  static String of(Manifest manifest) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("configuration", "tier", "engines", "checks", "bounds", "what"));
    for (Configuration c : manifest.configurations()) {
      List<String> engines = c.engines().stream().sorted().map(EngineName::toString).toList();
      rows.add(
          List.of(
              c.id(),
              c.tier().toString(),
              String.join(" ", engines),
              String.join(" ", c.checks()),
              c.bounds(),
              c.what() + (c.broken() ? " (a twin: must be caught)" : "")));
    }
    return text(rows);
  }

  private static List<String> row(Finding finding) {
    Configuration configuration = finding.configuration();
    Result result = finding.result();
    return List.of(
        configuration.id(),
        String.join(" ", configuration.checks()),
        configuration.bounds(),
        result.engine().toString(),
        Words.grouped(result.explored()) + " " + result.engine().unit(),
        completeness(result),
        Progress.time(result.seconds()),
        finding.verdict().kind().toString());
  }

  private static String completeness(Result result) {
    if (result.violation().isPresent()) {
      return "stopped at a violation";
    }
    return result.complete() ? "complete" : "cut off: " + shortened(result.cutoff());
  }

  private static String shortened(String text) {
    int most = 60;
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private static String text(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
