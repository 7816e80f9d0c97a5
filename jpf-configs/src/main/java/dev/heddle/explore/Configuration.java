package dev.heddle.explore;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One exploration: a driver, its bounds and what must come out of it. Read from the manifest, whose
 * head comment explains each field.
 *
 * @param id its name on the command line
 * @param checks ids of the invariants it checks, or {@code litmus}
 * @param what what it checks, a sentence
 * @param bounds the bounds it is explored to, a sentence
 * @param driver the class whose {@code main} is explored
 * @param args the driver's arguments
 * @param tier how long it may take
 * @param engines the explorers it is meant for, never empty
 * @param jpf settings for JPF
 * @param lincheck settings for Lincheck
 * @param broken whether a violation must be found: this is a twin
 * @param mutant id of the mutant compiled into the kernel; empty for the kernel as it ships
 * @param message a fragment of the violation a twin must show; empty unless {@code broken}
 * @param outcomes the exact set of outcomes of a litmus test, sorted; empty if it records none
 * @param reached marks that must have been seen, else the driver checked nothing
 * @param states the number of states JPF must visit; {@link #UNKNOWN} until blessed
 * @param canary whether every run of an engine must pass it before anything else counts
 */
public record Configuration(
    String id,
    List<String> checks,
    String what,
    String bounds,
    String driver,
    List<String> args,
    Tier tier,
    Set<EngineName> engines,
    Jpf jpf,
    Lincheck lincheck,
    boolean broken,
    String mutant,
    String message,
    List<String> outcomes,
    List<String> reached,
    long states,
    boolean canary) {

  /** No expected state count yet. */
  public static final long UNKNOWN = -1;

  /**
   * Settings for JPF.
   *
   * @param points before which accesses threads may switch: {@code all}, {@code shared} or {@code
   *     off}
   * @param spurious whether parks may return spuriously
   * @param race whether data races on plain fields are errors
   * @param heap memory of the explorer's JVM, in GiB
   * @param limit seconds after which the run is cut off
   * @param extra further properties, as they are
   */
  public record Jpf(
      String points,
      boolean spurious,
      boolean race,
      int heap,
      int limit,
      Map<String, String> extra) {}

  /**
   * Settings for Lincheck.
   *
   * @param tier how long it takes there
   * @param budget the most executions; fewer used means that the schedules are exhausted
   * @param exhausted whether that is expected
   * @param limit seconds after which the run is cut off
   */
  public record Lincheck(Tier tier, int budget, boolean exhausted, int limit) {}

  /**
   * Whether this is a litmus test of the explorer rather than a check of the kernel.
   *
   * @return whether it is
   */
  public boolean litmus() {
    return checks.contains("litmus");
  }

  /**
   * Returns how long it may take under an engine.
   *
   * @param engine the engine
   * @return the tier
   */
  public Tier tier(EngineName engine) {
    return engine == EngineName.LINCHECK ? lincheck.tier() : tier;
  }

  /**
   * Returns when a run is cut off.
   *
   * @param engine the engine
   * @return seconds
   */
  public int limit(EngineName engine) {
    return engine == EngineName.JPF ? jpf.limit() : lincheck.limit();
  }
}
