package dev.heddle.jpf;

import gov.nasa.jpf.Config;
import gov.nasa.jpf.vm.DynamicElementInfo;
import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.FieldInfo;
import gov.nasa.jpf.vm.Instruction;
import gov.nasa.jpf.vm.PathSharednessPolicy;
import gov.nasa.jpf.vm.StaticElementInfo;
import gov.nasa.jpf.vm.ThreadInfo;

/**
 * Switches off JPF's guesses about which objects are shared, with all their bookkeeping, because
 * {@link SchedulingPoints} needs none. Stock behaviour if {@code heddle.points=off}.
 */
public final class NoGuesses extends PathSharednessPolicy {
  private final boolean stock;

  /** Called by JPF. */
  public NoGuesses(Config config) {
    super(config);
    stock = !new Points(config).enabled();
  }

  @Override
  public void initializeObjectSharedness(ThreadInfo allocating, DynamicElementInfo object) {
    if (stock) {
      super.initializeObjectSharedness(allocating, object);
    }
  }

  @Override
  public void initializeClassSharedness(ThreadInfo allocating, StaticElementInfo statics) {
    if (stock) {
      super.initializeClassSharedness(allocating, statics);
    }
  }

  @Override
  protected ElementInfo updateSharedness(ThreadInfo ti, ElementInfo owner, FieldInfo field) {
    return stock ? super.updateSharedness(ti, owner, field) : owner;
  }

  @Override
  protected Boolean canHaveSharednessCG(
      ThreadInfo ti, Instruction insn, ElementInfo owner, FieldInfo field) {
    return stock ? super.canHaveSharednessCG(ti, insn, owner, field) : Boolean.FALSE;
  }

  @Override
  protected boolean setsExposureCG(
      ThreadInfo ti, Instruction insn, ElementInfo owner, FieldInfo field, ElementInfo exposed) {
    return stock && super.setsExposureCG(ti, insn, owner, field, exposed);
  }
}
