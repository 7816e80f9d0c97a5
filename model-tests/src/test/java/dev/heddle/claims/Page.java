package dev.heddle.claims;

import dev.heddle.explore.EngineName;
import dev.heddle.explore.Manifest;
import dev.heddle.explore.MutantCatalogue;
import dev.heddle.explore.Workspace;
import dev.heddle.mutants.MutantRecord;
import dev.heddle.spec.Invariant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The claims as Markdown.
 *
 * @param model the walk through the model
 * @param configurations what is explored
 * @param claims the claims
 */
record Page(ModelColumn model, Configurations configurations, Claims claims) {

  /** The claims of a checkout; takes the time of a walk through the model. */
  static Page of(Workspace workspace) {
    ModelColumn model = new ModelColumn();
    Configurations configurations = new Configurations(Manifest.read(workspace.manifest()));
    Claims claims =
        new Claims(
            List.of(
                model,
                new PropertiesColumn("dev.heddle"),
                new JpfColumn(configurations),
                new LincheckColumn(configurations),
                new WeakMemoryColumn(
                    workspace.root().resolve("model-tests/src/jcstress"),
                    workspace.root().resolve("model-tests/jcstress-record.md")),
                new MutantsColumn(
                    MutantCatalogue.read(workspace.mutants()), MutantRecord.of(workspace))));
    return new Page(model, configurations, claims);
  }

  /** The table for those who want to know whether to read on. */
  String inShort() {
    return table(
        List.of("invariant", "evidence", "would escape"),
        invariant ->
            List.of(
                invariant.toString(),
                joined(invariant, Evidence::brief),
                joined(invariant, Evidence::gap)));
  }

  /** The whole table, and what it counts. */
  String atLength() {
    String sections =
        Stream.of(Invariant.values()).map(this::section).collect(Collectors.joining());
    return legend() + "\n" + wholeTable() + sections + worlds();
  }

  private String legend() {
    return """
    - *holds*: in every case there is;
    - *exhausted to bound*: model-checked up to these bounds, under sequential consistency; under
      JPF, a run that visits another number of states than here fails;
    - *sampled*: in the cases that were tried;
    - *assumed*: nothing was tried.

    No result of an explorer counts unless it passes its canaries in the same run: litmus tests that
    must show exactly their outcomes, and broken twins that must be caught. There are %d canaries
    and %d litmus tests in all for JPF, %d and %d for Lincheck.
    """
        .formatted(
            configurations.canaries(EngineName.JPF),
            configurations.litmus(EngineName.JPF),
            configurations.canaries(EngineName.LINCHECK),
            configurations.litmus(EngineName.LINCHECK));
  }

  private String wholeTable() {
    List<String> head = new ArrayList<>(List.of("invariant", "property"));
    claims.columns().forEach(column -> head.add(column.title()));
    head.add("what would escape");
    return table(
        head,
        invariant -> {
          List<String> cells = new ArrayList<>(List.of(invariant.toString()));
          cells.add(invariant.statement());
          claims.row(invariant).forEach(evidence -> cells.add(evidence.cell()));
          cells.add(escape(invariant));
          return cells;
        });
  }

  private String escape(Invariant invariant) {
    String gaps = joined(invariant, Evidence::gap);
    String model = "From the model: " + invariant.escapes();
    return gaps.isEmpty() ? model : model + " From all: " + gaps + ".";
  }

  private String section(Invariant invariant) {
    StringBuilder text = new StringBuilder("\n### %s\n\n".formatted(invariant));
    text.append(invariant.why()).append('\n');
    for (int i = 0; i < claims.columns().size(); i++) {
      List<String> details = claims.row(invariant).get(i).details();
      if (!details.isEmpty()) {
        text.append(list(claims.columns().get(i).title() + ":", details));
      }
    }
    return text.toString();
  }

  private String worlds() {
    return list("### The worlds of the model", model.worlds());
  }

  private static String list(String title, List<String> lines) {
    return lines.stream()
        .map(line -> "- " + line + "\n")
        .collect(Collectors.joining("", "\n" + title + "\n\n", ""));
  }

  private String joined(Invariant invariant, Function<Evidence, String> part) {
    return claims.row(invariant).stream()
        .map(part)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String table(List<String> head, Function<Invariant, List<String>> row) {
    StringBuilder text = new StringBuilder(line(head));
    text.append(line(head.stream().map(title -> "---").toList()));
    for (Invariant invariant : Invariant.values()) {
      text.append(line(row.apply(invariant)));
    }
    return text.toString();
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
