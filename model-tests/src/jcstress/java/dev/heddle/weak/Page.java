package dev.heddle.weak;

import java.util.List;
import java.util.Locale;

/** The findings as Markdown, to be put into the notes. */
final class Page {
  private Page() {}

  /** The page. */
  static String of(List<Finding> findings) {
    StringBuilder page = new StringBuilder("# Weak memory: what jcstress sampled\n\n");
    page.append("JDK ").append(System.getProperty("java.version")).append(", ");
    page.append(System.getProperty("os.arch")).append(", ");
    page.append(Runtime.getRuntime().availableProcessors()).append(" processors. ");
    page.append("Again: `mvn -Pjcstress verify -pl model-tests -am`.\n\n");
    page.append("| edge | test | what it promises, or a twin's bug | samples | seen | result |\n");
    page.append("|---|---|---|---:|---|---|\n");
    findings.forEach(finding -> page.append(row(finding)));
    return page.toString();
  }

  private static String row(Finding finding) {
    return String.format(
        Locale.ROOT,
        "| %s | `%s` | %s | %,d | %s | %s |%n",
        finding.edge(),
        finding.name(),
        finding.about(),
        finding.samples(),
        finding.seen(),
        finding.verdict().words);
  }
}
