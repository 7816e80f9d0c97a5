package dev.heddle.claims;

import dev.heddle.spec.Invariant;

/** One way of checking: a column of the table. */
interface Column {
  /** Its name. */
  String title();

  /** Whether it is about the code that ships, rather than about the design or the checks. */
  boolean isAboutCode();

  /** What it has to say about an invariant. */
  Evidence of(Invariant invariant);
}
