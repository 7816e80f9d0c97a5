package dev.heddle.jpf;

import gov.nasa.jpf.vm.Instruction;
import gov.nasa.jpf.vm.ThreadInfo;

/**
 * What the extension knows about one bytecode instruction that it cares about. Attached to the
 * instruction once, when its class is loaded, so that all other instructions cost one null check.
 */
abstract class Operation {
  /** The kinds that are counted and configured separately. */
  enum Kind {
    /** A field or array element without any ordering of its own: sound to skip if race-free. */
    PLAIN,
    /** A field declared volatile. */
    VOLATILE,
    /** Any access through a VarHandle. */
    VARHANDLE,
    /** A method of {@code java.util.concurrent.atomic}. */
    ATOMIC,
    /** {@code LockSupport.park} in all its forms. */
    PARK,
    /** {@code LockSupport.unpark}. */
    UNPARK,
    /** Thread start, interrupt and the questions about a thread's state. */
    THREAD,
    /** {@code Object.notify}: visible under its monitor, a choice only between several waiters. */
    NOTIFY,
    /** Not visible to other threads: given a meaning, or reported, but never a scheduling point. */
    LOCAL
  }

  abstract Kind kind();

  /** Where this operation, about to be executed by {@code ti}, reads or writes; null if nowhere. */
  Cell locate(ThreadInfo ti) {
    return null;
  }

  /** True if {@link #locate} may answer a cell: then a null answer means that it will throw. */
  boolean isAccess() {
    return false;
  }

  /** True if the cell may change. */
  boolean writes() {
    return false;
  }

  /** True if the operation may, by its contract, do nothing and return. */
  boolean maySpuriouslyReturn() {
    return false;
  }

  /** Does what a spurious return does; called only if {@link #maySpuriouslyReturn}. */
  Instruction returnSpuriously(ThreadInfo ti, Instruction insn) {
    throw new IllegalStateException(insn + " cannot return spuriously");
  }

  /**
   * Executes the operation in place of JPF.
   *
   * @param story told about the operation; null if nobody listens
   * @return the instruction to go on with, or null if JPF has to execute this one itself
   */
  abstract Instruction execute(ThreadInfo ti, Instruction insn, Story story);
}
