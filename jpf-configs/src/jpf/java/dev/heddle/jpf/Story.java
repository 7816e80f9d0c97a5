package dev.heddle.jpf;

import gov.nasa.jpf.vm.Instruction;
import gov.nasa.jpf.vm.ThreadInfo;

/** Listens to what the threads of the program under exploration do. */
interface Story {
  /**
   * A thread reads or writes a cell.
   *
   * @param what what happens to the cell, such as {@code CAS 0→1 ok}
   */
  void access(ThreadInfo ti, Instruction insn, Cell cell, Deed deed);

  /** A thread does something else that is worth a row. */
  void action(ThreadInfo ti, Instruction insn, String text);

  /** What an access does: bits before, bits after, and how. */
  record Deed(How how, long before, long after) {}

  /** The forms an access takes in a row. */
  enum How {
    READ,
    WRITE,
    EXCHANGE,
    CAS_OK,
    CAS_FAILED
  }
}
