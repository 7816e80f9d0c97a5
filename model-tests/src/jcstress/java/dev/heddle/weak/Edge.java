package dev.heddle.weak;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a jcstress test checks. Its twins inherit the fields, the expectations and this annotation.
 *
 * <p>Expectations mean more here than jcstress makes of them: an outcome that is {@code
 * ACCEPTABLE_INTERESTING} must appear, or the two sides never met.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Edge {
  /** The edge as the kernel's comments name it, such as HB-1. */
  String value();

  /** What it promises, in a sentence. */
  String promise();
}
