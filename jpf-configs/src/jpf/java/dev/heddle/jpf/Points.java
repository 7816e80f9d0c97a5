package dev.heddle.jpf;

import gov.nasa.jpf.Config;
import gov.nasa.jpf.JPFConfigException;
import gov.nasa.jpf.util.StringSetMatcher;
import gov.nasa.jpf.vm.ClassInfo;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Where scheduling points go.
 *
 * <p>{@code heddle.points} is {@code all} (before every operation that another thread could
 * notice), {@code shared} (not before plain accesses: sound only for programs whose plain accesses
 * an {@code all} run with {@code heddle.race=true} has shown race-free) or {@code off} (stock JPF,
 * which misses interleavings: only to show that a check can fail). {@code heddle.points.classes}
 * are the classes whose code gets points, as patterns such as {@code dev.heddle.kernel.*}.
 */
final class Points {
  private enum Mode {
    ALL,
    SHARED,
    NONE,
    OFF
  }

  private static final String DEFAULT_SCOPE =
      "dev.heddle.kernel.*:dev.heddle.drivers.*:dev.heddle.litmus.*";

  private final Mode mode;
  private final StringSetMatcher scope;
  private final Map<ClassInfo, Boolean> covered = new IdentityHashMap<>();

  Points(Config config) {
    String name = config.getString("heddle.points", "all");
    mode =
        switch (name) {
          case "all" -> Mode.ALL;
          case "shared" -> Mode.SHARED;
          case "none" -> Mode.NONE;
          case "off", "false" -> Mode.OFF; // JPF reads off as false
          default ->
              throw new JPFConfigException(
                  "heddle.points is '" + name + "'; allowed are all, shared, none and off");
        };
    scope = new StringSetMatcher(list(config, "heddle.points.classes", DEFAULT_SCOPE));
    if (mode != Mode.ALL && config.getBoolean("heddle.race")) {
      throw new JPFConfigException(
          "heddle.race needs heddle.points=all: without points before plain accesses it would miss"
              + " races");
    }
  }

  /** A list whose items are separated by a colon, a semicolon or a comma. */
  static String[] list(Config config, String key, String fallback) {
    return config.getString(key, fallback).split("[:;,]\\s*");
  }

  /** True unless stock JPF is asked for. */
  boolean enabled() {
    return mode != Mode.OFF;
  }

  boolean covers(ClassInfo type) {
    return covered.computeIfAbsent(type, any -> scope.matchesAny(any.getName()));
  }

  boolean before(Operation.Kind kind) {
    return switch (kind) {
      case LOCAL -> false;
      case PLAIN -> mode == Mode.ALL;
      default -> mode == Mode.ALL || mode == Mode.SHARED;
    };
  }
}
