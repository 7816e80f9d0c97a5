package dev.heddle;

import dev.heddle.spec.Invariant;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which invariants a test checks: a class with all its tests, or a single test. The claims list the
 * test under each of them, and a mutant that breaks one of them is tried on the test first.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Checks {
  /** The invariants; at least one. */
  Invariant[] value();
}
