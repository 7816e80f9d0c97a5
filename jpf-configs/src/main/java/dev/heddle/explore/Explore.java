package dev.heddle.explore;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command {@code jpf-configs/explore}; see {@link Options#USAGE}. */
public final class Explore {
  private static final String SMOKE = "A smoke run on real threads, no evidence of completeness.";
  private static final String CHECKED =
      "Where it says holds: model-checked up to these bounds, under sequential consistency.";

  private static final int EXPECTED = 0;
  private static final int UNEXPECTED = 1;
  private static final int CANNOT_RUN = 2;

  private final Workspace workspace;
  private final Options options;
  private final Manifest manifest;
  private final Exploration exploration;
  private final PrintStream out;
  private final Terminal terminal = Terminal.here();

  private Explore(Workspace workspace, Options options, Manifest manifest, PrintStream out) {
    this.workspace = workspace;
    this.options = options;
    this.manifest = manifest;
    this.exploration = new Exploration(workspace, manifest, JpfHome.find(options.jpfHome()));
    this.out = out;
  }

  /**
   * Runs the command; ends the process with status 0, 1 or 2.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      System.exit(run(out, args));
    } catch (CannotRunException e) {
      System.err.println("explore: " + e.getMessage());
    } catch (RuntimeException e) { // status 1 would say that something is violated
      e.printStackTrace(System.err);
    }
    System.exit(CANNOT_RUN);
  }

  private static int run(PrintStream out, String... args) {
    Options options = Options.parse(args);
    if (options.help()) {
      out.print(Options.USAGE);
      return EXPECTED;
    }
    Workspace workspace = Workspace.here().with(options);
    Manifest manifest = Manifest.read(workspace.manifest());
    if (options.list()) {
      out.print(ResultTable.of(manifest).render(Terminal.here()));
      return EXPECTED;
    }
    return new Explore(workspace, options, manifest, out).run();
  }

  private int run() {
    Plan plan = Plan.of(options, manifest, exploration);
    announce(plan);
    List<Finding> findings =
        exploration.run(plan.runs(), options.trace(), new Progress(out, terminal));
    if (options.bless()) {
      findings = bless(findings);
    }
    Map<String, Object> results = new ResultsFile(workspace).add(findings);
    options.json().ifPresent(file -> JpfExtension.write(file.toAbsolutePath(), Json.of(results)));
    if (options.trace()) {
      findings.stream().filter(f -> asked(plan, f)).forEach(this::trace);
    }
    out.println();
    out.println(ResultTable.of(findings, Set.copyOf(options.ids())).render(terminal));
    findings.forEach(this::explain);
    return summary(plan, findings);
  }

  /** Says which engine runs, and plainly what does not run and why. */
  private void announce(Plan plan) {
    if (options.engine().isPresent()) {
      out.println("Engine: " + options.engine().get() + ", as asked.");
    } else {
      String engine =
          exploration
              .missing(EngineName.JPF)
              .map(missing -> "Engine: lincheck. JPF WAS NOT RUN: " + missing)
              .orElse("Engine: jpf, and lincheck where a configuration is not meant for JPF.");
      out.println(terminal.wrap(engine, "  "));
    }
    if (!plan.left().isEmpty()) {
      out.println(terminal.wrap(plan.leftOut(), "  "));
    }
  }

  /** Whether a finding was asked for, not only run because it is a canary. */
  private static boolean asked(Plan plan, Finding finding) {
    return plan.runs()
        .contains(new Exploration.Run(finding.configuration(), finding.result().engine()));
  }

  private void trace(Finding finding) {
    String trace = finding.result().trace();
    if (!trace.isEmpty()) {
      out.printf("%n%s: %s%n%n", finding.configuration().id(), finding.verdict().reason());
      out.println(trace.stripTrailing());
      if (!trace.contains(finding.rerun())) {
        out.println("rerun: " + finding.rerun());
      }
    }
  }

  private void explain(Finding finding) {
    if (!finding.verdict().expected()) {
      String what =
          "%s: %s: %s"
              .formatted(
                  finding.configuration().id(),
                  finding.verdict().kind(),
                  finding.verdict().reason());
      out.println(terminal.wrap(what, "  "));
      out.printf("  log:   %s%n  rerun: %s%n", near(finding.result().log()), finding.rerun());
    }
  }

  /** A file as it is called from here. */
  private static Path near(String file) {
    Path here = Path.of("").toAbsolutePath();
    Path path = Path.of(file);
    return path.startsWith(here) ? here.relativize(path) : path;
  }

  /** Writes the counts that are not as expected to the manifest, and judges by it again. */
  private List<Finding> bless(List<Finding> findings) {
    Map<String, Long> states = new LinkedHashMap<>();
    for (Finding finding : findings) {
      if (finding.verdict().kind() == Verdict.Kind.COUNT) {
        states.put(finding.configuration().id(), finding.result().explored());
        out.printf("Blessed %s: %s%n", finding.configuration().id(), finding.verdict().reason());
      }
    }
    String text = DriverJvm.read(workspace.manifest());
    JpfExtension.write(workspace.manifest(), Blessing.apply(text, states));
    Manifest blessed = Manifest.read(workspace.manifest());
    List<Finding> judged = new ArrayList<>();
    for (Finding finding : findings) {
      String id = finding.configuration().id();
      judged.add(states.containsKey(id) ? finding.judgedBy(blessed.get(id)) : finding);
    }
    return judged;
  }

  private int summary(Plan plan, List<Finding> findings) {
    long expected = findings.stream().filter(f -> f.verdict().expected()).count();
    boolean smoke = findings.stream().allMatch(f -> f.result().engine() == EngineName.THREADS);
    String summary =
        "%d of %d as expected. %s".formatted(expected, findings.size(), smoke ? SMOKE : CHECKED);
    if (!plan.left().isEmpty()) {
      summary += " %d left out, see the top.".formatted(plan.left().size());
    }
    out.println(terminal.wrap(summary, "  "));
    return expected == findings.size() ? EXPECTED : UNEXPECTED;
  }
}
