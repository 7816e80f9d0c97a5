package dev.heddle.jpf;

import gov.nasa.jpf.ListenerAdapter;
import gov.nasa.jpf.search.Search;
import gov.nasa.jpf.vm.ChoiceGenerator;
import gov.nasa.jpf.vm.Instruction;
import gov.nasa.jpf.vm.ThreadInfo;
import gov.nasa.jpf.vm.VM;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes what a search found as lines {@code key=value}, because JPF's exit code and its words "no
 * errors detected" say nothing: they are the same after a cut-off.
 *
 * <p>The file is first written when the search starts, with {@code error=aborted}; that stays if
 * JPF dies on the way. A run is exhaustive only if {@code error} and {@code cutoff} are {@code
 * none}, {@code constraints} is 0 and {@code end} is not.
 */
final class ResultFile extends ListenerAdapter {
  private final Path file;
  private final Tally tally;
  private final Endings endings;
  private final long maxStates;

  private Verdict verdict = new Verdict("aborted", "JPF died before the search ended", List.of());
  private String cutoff = "none";
  private long startNanos;
  private long states;
  private long visited;
  private long backtracked;
  private long end;
  private long constraints;
  private long maxDepth;
  private long instructions;

  /**
   * @param maxStates the number of states to stop after; the run is then cut off
   */
  ResultFile(Path file, Tally tally, Endings endings, long maxStates) {
    this.file = file;
    this.tally = tally;
    this.endings = endings;
    this.maxStates = maxStates;
  }

  @Override
  public void searchStarted(Search search) {
    startNanos = System.nanoTime();
    write();
    verdict = Verdict.NONE;
  }

  @Override
  public void instructionExecuted(VM vm, ThreadInfo ti, Instruction next, Instruction executed) {
    instructions++;
  }

  @Override
  public void choiceGeneratorRegistered(
      VM vm, ChoiceGenerator<?> choice, ThreadInfo ti, Instruction insn) {
    tally.point(choice.getId());
  }

  @Override
  public void stateAdvanced(Search search) {
    if (search.isNewState()) {
      states++;
      maxDepth = Math.max(maxDepth, search.getDepth());
    } else {
      visited++;
    }
    if (search.isEndState()) {
      end++;
    }
    if (states >= maxStates && !search.isEndState()) {
      cutoff = "states (heddle.max_states=" + maxStates + ")";
      search.terminate();
    }
  }

  @Override
  public void stateBacktracked(Search search) {
    backtracked++;
  }

  @Override
  public void searchConstraintHit(Search search) {
    constraints++;
    cutoff = search.getLastSearchConstraint();
  }

  @Override
  public void propertyViolated(Search search) {
    verdict = Verdict.of(search);
  }

  @Override
  public void searchFinished(Search search) {
    boolean whole = verdict == Verdict.NONE && cutoff.equals("none") && end > 0;
    if (whole) {
      endings.trap().ifPresent(text -> verdict = new Verdict("Endings", text, List.of()));
    }
    write();
  }

  private void write() {
    List<String> lines = new ArrayList<>();
    lines.add("error=" + verdict.error());
    lines.add("message=" + verdict.message());
    lines.add("states=" + states);
    lines.add("visited=" + visited);
    lines.add("backtracked=" + backtracked);
    lines.add("end=" + end);
    lines.add("constraints=" + constraints);
    lines.add("maxDepth=" + maxDepth);
    lines.add("instructions=" + instructions);
    lines.add(String.format(Locale.ROOT, "seconds=%.1f", (System.nanoTime() - startNanos) / 1e9));
    lines.add("cutoff=" + cutoff);
    Map<String, Long> points = tally.points();
    lines.add("points=" + points.values().stream().mapToLong(Long::longValue).sum());
    lines.add(
        "points_seen="
            + points.entrySet().stream()
                .map(kind -> kind.getKey() + ":" + kind.getValue())
                .collect(Collectors.joining(";")));
    lines.add("outcomes=" + String.join(";", tally.outcomes()));
    lines.add("reached=" + String.join(";", tally.reached()));
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("heddle.result: cannot write " + file, e);
    }
  }
}
