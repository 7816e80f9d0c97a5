package dev.heddle.explore;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The command {@code jpf-configs/explore}; see {@link Options#USAGE}. */
public final class Explore {
  /** System property: whether standard output is a terminal, which Java can't tell. */
  private static final String TERMINAL = "heddle.terminal";

  private static final String SMOKE = "A smoke run on real threads, no evidence of completeness.";
  private static final String CHECKED =
      "Where it says complete: model-checked up to these bounds, under sequential consistency.";

  private static final int EXPECTED = 0;
  private static final int UNEXPECTED = 1;
  private static final int CANNOT_RUN = 2;

  private final Workspace workspace;
  private final Manifest manifest;
  private final Options options;
  private final Exploration exploration;
  private final PrintStream out;

  private Explore(Workspace workspace, Options options, PrintStream out) {
    this.workspace = workspace;
    this.options = options;
    this.out = out;
    this.manifest = Manifest.read(workspace.manifest());
    this.exploration = new Exploration(workspace, manifest, JpfHome.find(options.jpfHome()));
  }

  /**
   * Runs the command; ends the process with status 0, 1 or 2.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(out, args));
  }

  private static int run(PrintStream out, String... args) {
    try {
      Options options = Options.parse(args);
      if (options.help()) {
        out.print(Options.USAGE);
        return EXPECTED;
      }
      return new Explore(Workspace.here(), options, out).run();
    } catch (CannotRunException e) {
      System.err.println("explore: " + e.getMessage());
      return CANNOT_RUN;
    }
  }

  private int run() {
    if (options.list()) {
      out.print(ResultTable.of(manifest));
      return EXPECTED;
    }
    List<Exploration.Run> runs = runs();
    Progress progress = new Progress(out, Boolean.getBoolean(TERMINAL));
    List<Finding> findings = exploration.run(runs, options.trace(), progress);
    Map<String, Object> results = new ResultsFile(workspace).add(findings);
    options.json().ifPresent(file -> JpfExtension.write(file.toAbsolutePath(), Json.of(results)));
    if (options.trace()) {
      findings.stream().filter(f -> asked(runs, f)).forEach(this::trace);
    }
    out.printf("%n%s%n", ResultTable.of(findings));
    findings.forEach(this::explain);
    if (options.bless()) {
      bless(findings);
    }
    return summary(findings);
  }

  /** What is to run under which engine. */
  private List<Exploration.Run> runs() {
    List<Configuration> wanted =
        options.ids().isEmpty()
            ? manifest.configurations()
            : options.ids().stream().map(manifest::get).toList();
    options.engine().ifPresent(this::require);
    List<Exploration.Run> runs = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Configuration configuration : wanted) {
      Optional<EngineName> engine = engine(configuration);
      if (engine.isEmpty()) {
        left.add(configuration.id());
      } else if (selected(configuration, engine.get())) {
        runs.add(new Exploration.Run(configuration, engine.get()));
      }
    }
    announce(left);
    if (runs.isEmpty()) {
      throw new CannotRunException("nothing to run: no configuration fits what was asked");
    }
    return runs;
  }

  private void require(EngineName engine) {
    exploration
        .missing(engine)
        .ifPresent(
            missing -> {
              throw new CannotRunException(missing);
            });
  }

  private Optional<EngineName> engine(Configuration configuration) {
    Optional<EngineName> asked = options.engine();
    if (asked.isEmpty()) {
      return exploration.best(configuration);
    }
    boolean meant =
        asked.get() == EngineName.THREADS || configuration.engines().contains(asked.get());
    return meant ? asked : Optional.empty();
  }

  private boolean selected(Configuration configuration, EngineName engine) {
    return !options.ids().isEmpty() || options.tier().includes(configuration.tier(engine));
  }

  /** Says which engine runs, and plainly what does not run and why. */
  private void announce(List<String> left) {
    Optional<String> noJpf = exploration.missing(EngineName.JPF);
    Optional<String> noLincheck = exploration.missing(EngineName.LINCHECK);
    if (options.engine().isPresent()) {
      out.println("Engine: " + options.engine().get() + ", as asked.");
    } else if (noJpf.isEmpty()) {
      out.println("Engine: jpf (Lincheck where a configuration is not meant for JPF).");
    } else if (noLincheck.isEmpty()) {
      out.println("Engine: lincheck. JPF WAS NOT RUN: " + noJpf.get());
    } else {
      throw new CannotRunException(noJpf.get() + System.lineSeparator() + noLincheck.get());
    }
    if (!left.isEmpty()) {
      String what = "not meant for this engine: " + String.join(", ", left);
      if (!options.ids().isEmpty()) {
        throw new CannotRunException(what);
      }
      out.println("Not run, " + what);
    }
  }

  /** Whether a finding was asked for, not only run because it is a canary. */
  private static boolean asked(List<Exploration.Run> runs, Finding finding) {
    return runs.contains(new Exploration.Run(finding.configuration(), finding.result().engine()));
  }

  private void trace(Finding finding) {
    String trace = finding.result().trace();
    if (!trace.isEmpty()) {
      out.printf("%n%s: %s%n%n", finding.configuration().id(), finding.verdict().reason());
      out.println(trace.stripTrailing());
      if (!trace.contains(finding.rerun())) {
        out.println("Repeat: " + finding.rerun());
      }
    }
  }

  private void explain(Finding finding) {
    if (!finding.verdict().expected()) {
      out.printf(
          "%s: %s: %s%n  log:    %s%n  repeat: %s%n",
          finding.configuration().id(),
          finding.verdict().kind(),
          finding.verdict().reason(),
          finding.result().log(),
          finding.rerun());
    }
  }

  private void bless(List<Finding> findings) {
    Map<String, Long> states = new LinkedHashMap<>();
    for (Finding finding : findings) {
      if (finding.verdict().kind() == Verdict.Kind.COUNT) {
        states.put(finding.configuration().id(), finding.result().explored());
      }
    }
    String text = DriverJvm.read(workspace.manifest());
    JpfExtension.write(workspace.manifest(), Blessing.apply(text, states));
    out.printf(
        "Blessed %d state counts in %s%s%n",
        states.size(),
        workspace.root().relativize(workspace.manifest()),
        states.keySet().stream().collect(Collectors.joining(", ", ": ", "")));
  }

  private int summary(List<Finding> findings) {
    long expected = findings.stream().filter(f -> f.verdict().expected()).count();
    boolean smoke = findings.stream().allMatch(f -> f.result().engine() == EngineName.THREADS);
    out.printf("%d of %d as expected. %s%n", expected, findings.size(), smoke ? SMOKE : CHECKED);
    return expected == findings.size() ? EXPECTED : UNEXPECTED;
  }
}
