package dev.heddle.weak;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A jcstress test with a bug in it, to show that the test which it extends would find it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Twin {
  /** The bug, in a sentence. */
  String value();

  /** Why it need not show on x86; empty if it must. */
  String notHere() default "";
}
