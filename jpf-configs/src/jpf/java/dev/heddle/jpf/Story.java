package dev.heddle.jpf;

import gov.nasa.jpf.vm.ThreadInfo;

/** Is told what the threads of the program under exploration do, step by step. */
interface Story {
  /** A thread reads or writes a cell. To be told before the cell changes. */
  void access(ThreadInfo ti, Operation operation, Cell cell, Deed deed);

  /** A thread does something else that other threads, or the reader, can notice. */
  void action(ThreadInfo ti, String text);

  /**
   * What an access does.
   *
   * @param before the cell's bits before
   * @param after the bits it writes, or would have written
   * @param expected the bits that a compare-and-set expects
   */
  record Deed(How how, long before, long after, long expected) {
    static Deed read(long bits) {
      return new Deed(How.READ, bits, bits, bits);
    }

    static Deed write(long before, long after) {
      return new Deed(How.WRITE, before, after, before);
    }
  }

  /** The forms of an access. */
  enum How {
    READ,
    WRITE,
    EXCHANGE,
    COMPARE
  }
}
