package dev.heddle.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.heddle.contract.ToyPoller.Fault;
import dev.heddle.kernel.Poller;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The contract test can fail: it accepts a poller, and rejects the same poller with a fault. */
class PollerContractTest {
  @Test
  void aPollerWithoutAFaultIsAccepted() {
    TestExecutionSummary summary = run(Fault.NONE, selectClass(Toy.class));
    assertEquals(0, summary.getTotalFailureCount(), () -> failures(summary));
    assertEquals(tests().size(), summary.getTestsSucceededCount(), "tests");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void aPollerWithAFaultIsRejected(Fault fault) {
    for (String test : fault.tests()) {
      TestExecutionSummary summary = run(fault, selectMethod(Toy.class, test));
      assertEquals(1, summary.getTestsFoundCount(), test);
      assertEquals(1, summary.getTestsFailedCount(), fault + " is not found by " + test);
    }
  }

  /** Else nobody would know whether a test can fail. */
  @Test
  void eachTestFindsAFault() {
    Set<String> finders =
        EnumSet.complementOf(EnumSet.of(Fault.NONE)).stream()
            .flatMap(fault -> fault.tests().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(tests(), finders);
  }

  private static Set<String> tests() {
    return Arrays.stream(PollerContract.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(method -> method.getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static TestExecutionSummary run(Fault fault, DiscoverySelector what) {
    Toy.fault = fault;
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(what)
            .filters(EngineFilter.includeEngines("junit-jupiter"))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }

  private static String failures(TestExecutionSummary summary) {
    return summary.getFailures().stream()
        .map(
            failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
        .collect(Collectors.joining("\n"));
  }

  /** Run by the tests above only: surefire leaves nested classes alone. */
  static final class Toy extends PollerContract {
    private static volatile Fault fault = Fault.NONE;

    @Override
    protected PollerSubject newSubject() {
      ToyPoller poller = new ToyPoller(fault);
      boolean hangs = fault != Fault.NONE;
      return new PollerSubject() {
        @Override
        public Poller poller() {
          return poller;
        }

        @Override
        public Source newSource() {
          return poller.newSource();
        }

        /** It must not accept a fault, whatever the patience; but it may reject it soon. */
        @Override
        public Duration patience() {
          return hangs ? Duration.ofSeconds(1) : super.patience();
        }
      };
    }
  }
}
