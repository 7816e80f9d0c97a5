package dev.heddle.jpf;

import gov.nasa.jpf.vm.VM;
import java.util.List;

/** The columns at the right of a lane table: a glance at the heap after each step. */
interface StateColumns {
  /** The columns' titles. */
  List<String> titles();

  /** The cells of the state that the search is in, one for each title. */
  List<String> cells(VM vm);
}
