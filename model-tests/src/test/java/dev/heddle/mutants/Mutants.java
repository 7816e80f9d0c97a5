package dev.heddle.mutants;

import dev.heddle.explore.CannotRunException;
import dev.heddle.explore.Exploration;
import dev.heddle.explore.Manifest;
import dev.heddle.explore.Mutant;
import dev.heddle.explore.MutantCatalogue;
import dev.heddle.explore.MutantCompiler;
import dev.heddle.explore.Workspace;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a catalogue of mutants and says which check killed each; {@code mvn -Pmutants verify}.
 *
 * <p>System properties: {@code mutants.catalogue}, another catalogue, from the checkout's top
 * folder; {@code mutants.only}, ids separated by commas. Ends with status 0 if every mutant was
 * killed, 1 if one survived, 2 if the catalogue or a check is at fault. A run of the whole shipped
 * catalogue is kept as the {@link MutantRecord}.
 */
final class Mutants {
  private static final int KILLED = 0;
  private static final int SURVIVED = 1;
  private static final int CANNOT_RUN = 2;

  private final MutantCompiler compiler;
  private final TestChecks tests;
  private final List<Checks> kinds;

  private Mutants(Workspace workspace, Path target) {
    Manifest manifest = Manifest.read(workspace.manifest());
    this.compiler = new MutantCompiler(workspace, target.resolve("mutants"));
    this.tests = new TestChecks(target.resolve("test-classes"), target.resolve("mutants"));
    this.kinds = List.of(tests, new ExploreChecks(manifest, Exploration.here(workspace, manifest)));
  }

  public static void main(String[] args) {
    try {
      System.exit(run());
    } catch (CannotRunException e) {
      System.err.println("mutants: " + e.getMessage());
      System.exit(CANNOT_RUN);
    }
  }

  private static int run() {
    Workspace workspace = Workspace.here();
    Path target = workspace.root().resolve("model-tests/target");
    String named = System.getProperty("mutants.catalogue", "");
    Path file = named.isEmpty() ? workspace.mutants() : workspace.root().resolve(named);
    MutantCatalogue catalogue = MutantCatalogue.read(file);
    List<Mutant> chosen = chosen(catalogue);
    List<Trial> trials = new Mutants(workspace, target).run(chosen);
    TrialsFile.write(target.resolve("mutants-results.yaml"), file, trials);
    if (named.isEmpty()) {
      MutantRecord before = MutantRecord.of(workspace).orElse(new MutantRecord(List.of()));
      before.with(trials, catalogue.mutants()).write(MutantRecord.file(workspace));
      System.out.println("mutants: wrote the record; 'mvn -q -Pclaims verify' makes claims of it");
    }
    long killed = trials.stream().filter(trial -> trial.kill().isPresent()).count();
    System.out.printf("mutants: killed %d of %d%n", killed, trials.size());
    return killed == trials.size() ? KILLED : SURVIVED;
  }

  private static List<Mutant> chosen(MutantCatalogue catalogue) {
    String only = System.getProperty("mutants.only", "");
    return only.isEmpty()
        ? catalogue.mutants()
        : Arrays.stream(only.split(",")).map(String::strip).map(catalogue::get).toList();
  }

  private List<Trial> run(List<Mutant> mutants) {
    // All are compiled, and their hints looked up, before any is run: a mistake in the catalogue
    // shows at once.
    List<Path> mutated = mutants.stream().map(compiler::compile).toList();
    System.out.println("mutants: first all tests on the kernel as it ships");
    tests.runBaseline();
    mutants.forEach(mutant -> mutant.checks().forEach(check -> kindOf(mutant, check)));
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < mutants.size(); i++) {
      Trial trial = trial(mutants.get(i), mutated.get(i));
      System.out.println(trial);
      trials.add(trial);
    }
    return trials;
  }

  private Trial trial(Mutant mutant, Path mutated) {
    long start = System.nanoTime();
    Deque<String> rest = new ArrayDeque<>(order(mutant));
    Optional<Kill> kill = Optional.empty();
    while (kill.isEmpty() && !rest.isEmpty()) {
      Checks kind = kindOf(mutant, rest.peek());
      List<String> batch = new ArrayList<>();
      while (!rest.isEmpty() && kind.knows(rest.peek())) {
        batch.add(rest.poll());
      }
      kill = kind.kill(mutant.id(), mutated, batch);
    }
    return new Trial(mutant, kill, (System.nanoTime() - start) / 1e9);
  }

  /** The hints, then all tests, then the explorer. */
  private Set<String> order(Mutant mutant) {
    Set<String> order = new LinkedHashSet<>(mutant.checks());
    kinds.forEach(kind -> order.addAll(kind.order(mutant.invariant())));
    return order;
  }

  private Checks kindOf(Mutant mutant, String check) {
    return kinds.stream()
        .filter(kind -> kind.knows(check))
        .findFirst()
        .orElseThrow(
            () ->
                new CannotRunException(
                    "mutant '%s': no check '%s'; allowed: a test class of model-tests with its"
                            .formatted(mutant.id(), check)
                        + " package, Class#method, or 'explore ID'"));
  }
}
