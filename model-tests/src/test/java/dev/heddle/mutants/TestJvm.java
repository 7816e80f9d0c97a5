package dev.heddle.mutants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.heddle.mutants.TestResult.End;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The JVM that runs test classes on a kernel, mutated or not: the file for the results, then pairs
 * of a check and the milliseconds it may take.
 *
 * <p>The first failure, or the first check that takes too long, ends the JVM at once: mutants hang,
 * and what runs after a failure says nothing.
 */
final class TestJvm {
  /** jqwik: a mutant needs to fail, not to fail nicely, and not as it failed in an earlier run. */
  private static final Map<String, String> PARAMETERS =
      Map.of("jqwik.shrinking.default", "OFF", "jqwik.database", "");

  private final Path results;
  private final Launcher launcher = LauncherFactory.create();

  private TestJvm(Path results) {
    this.results = results;
  }

  public static void main(String[] args) throws Exception {
    TestJvm jvm = new TestJvm(Path.of(args[0]));
    for (int i = 1; i < args.length; i += 2) {
      jvm.run(args[i], Long.parseLong(args[i + 1]));
    }
    Runtime.getRuntime().halt(0);
  }

  private void run(String check, long limit) throws Exception {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selector(check))
            .configurationParameters(PARAMETERS)
            .build();
    TestPlan plan = launcher.discover(request);
    if (!plan.containsTests()) {
      return;
    }
    Watch watch = new Watch(check);
    FutureTask<Void> tests = new FutureTask<>(() -> launcher.execute(request, watch), null);
    Thread thread = new Thread(tests, "tests");
    thread.setDaemon(true);
    thread.start();
    try {
      tests.get(limit, TimeUnit.MILLISECONDS);
      watch.end(End.PASSED, "", "");
    } catch (TimeoutException e) {
      watch.end(End.HUNG, watch.current, "no end after " + limit + " ms");
      Runtime.getRuntime().halt(0);
    }
  }

  private static DiscoverySelector selector(String check) {
    return check.contains("#") ? selectMethod(check + methodParameters(check)) : selectClass(check);
  }

  /** JUnit names a method by its parameter types too; a check names it without. */
  private static String methodParameters(String check) {
    for (var method : testClass(check).getDeclaredMethods()) {
      if (method.getName().equals(check.replaceFirst(".*#", ""))) {
        return List.of(method.getParameterTypes()).stream()
            .map(Class::getName)
            .collect(java.util.stream.Collectors.joining(",", "(", ")"));
      }
    }
    throw new IllegalArgumentException("no test method " + check);
  }

  /** What the class, or any of its tests, says that it checks. */
  private static List<String> invariants(String check) {
    Class<?> type = testClass(check);
    return Stream.concat(Stream.of(type), Stream.of(type.getDeclaredMethods()))
        .map(element -> element.getAnnotation(dev.heddle.Checks.class))
        .filter(Objects::nonNull)
        .flatMap(checks -> Stream.of(checks.value()))
        .map(Enum::name)
        .distinct()
        .sorted()
        .toList();
  }

  private static Class<?> testClass(String check) {
    String name = check.replaceFirst("#.*", "");
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("no test class " + name, e);
    }
  }

  /** Watches one check, and ends the JVM when a test fails. */
  private final class Watch implements TestExecutionListener {
    private final String check;
    private final long start = System.nanoTime();
    private volatile String current = "";

    Watch(String check) {
      this.check = check;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
      current = test.getDisplayName();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.FAILED) {
        String message = result.getThrowable().map(Throwable::toString).orElse("");
        end(End.FAILED, test.getDisplayName(), message);
        Runtime.getRuntime().halt(0);
      }
    }

    void end(End end, String test, String message) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      TestResult result = new TestResult(check, end, millis, invariants(check), test, message);
      try {
        Files.writeString(
            results, result.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
