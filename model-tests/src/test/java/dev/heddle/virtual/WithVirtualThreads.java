package dev.heddle.virtual;

import dev.heddle.threads.EndsInTime;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Tests that take a JDK with virtual threads. {@link UnsupportedTest} says if this is none. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@EnabledForJreRange(min = JRE.JAVA_21)
@EndsInTime
@interface WithVirtualThreads {}
