package dev.heddle.weak;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test with one bug in it, made to show that the test it extends would find it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Twin {
  /** The bug, in a sentence. */
  String value();

  /** Why it can't be seen on x86; empty if it can, and then it must. */
  String notHere() default "";
}
