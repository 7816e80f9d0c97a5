package dev.heddle.jpf;

import gov.nasa.jpf.Config;
import gov.nasa.jpf.vm.FieldInfo;
import gov.nasa.jpf.vm.serialize.AmmendableFilterConfiguration;
import gov.nasa.jpf.vm.serialize.IgnoreConstants;

/**
 * Which fields make a state.
 *
 * <p>JPF's default leaves out all fields of Thread but its target: so it takes two states for the
 * same that differ only in a park permit, an interrupt flag or a ThreadLocal, and never explores
 * the second. The litmus {@code ParkTwice} shows a deadlock that is missed that way. Left out here
 * are only constants, thread groups and the modification counts of collections, which decide
 * nothing in code that shares no collection without a lock.
 */
public final class StateFilter extends AmmendableFilterConfiguration {

  @Override
  public void init(Config config) {
    appendStaticAmmendment(IgnoreConstants.instance);
    appendFieldAmmendment(new Undecisive());
    super.init(config);
  }

  private static final class Undecisive implements FieldAmmendment {
    @Override
    public boolean ammendFieldInclusion(FieldInfo field, boolean soFar) {
      String type = field.getClassInfo().getName();
      boolean ofGroup = type.equals("java.lang.ThreadGroup");
      boolean count = type.startsWith("java.util.") && field.getName().equals("modCount");
      return ofGroup || count ? POLICY_IGNORE : soFar;
    }
  }
}
