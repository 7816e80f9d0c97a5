package dev.heddle;

import dev.heddle.spec.Invariant;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Placeholder. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Checks {
  Invariant[] value();
}
