package dev.heddle.weak;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a jcstress test checks. Its twins extend it, and so inherit the fields, the expectations and
 * this annotation.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Edge {
  /** The edge, as the kernel's comments name it: HB-1. */
  String value();

  /** What it promises, in a sentence. */
  String promise();
}
