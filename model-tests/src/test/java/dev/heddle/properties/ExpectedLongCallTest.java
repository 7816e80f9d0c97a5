package dev.heddle.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Checks;
import dev.heddle.kernel.Blocking;
import dev.heddle.spec.Invariant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a Worker hands its Processor off at once for a call of which nobody said it is long. */
@Checks(Invariant.L3)
class ExpectedLongCallTest extends MonitorSimulation {

  /** While the call lasts, the Monitor looks twice. */
  private void longCall() {
    call(
        () -> {
          look();
          look();
        });
  }

  /**
   * A call while another task is queued. Until it is over, nobody else does anything of himself.
   */
  private void call(Runnable meanwhile) {
    scheduler.execute(() -> done.add("queued"));
    log.clear();
    Blocking.enter();
    meanwhile.run();
    Blocking.exit();
  }

  private void inATask(Runnable body) {
    start(1);
    scheduler.execute(body);
    host.step(0);
  }

  private void handsOff() {
    assertEquals("W0 retook P0", log.lines().get(0));
  }

  private void lends() {
    assertEquals("W0 lent P0", log.lines().get(0));
  }

  @Test
  void afterTwoLongCallsTheThirdDoesNotWaitForTheMonitor() {
    inATask(
        () -> {
          longCall();
          lends();
          longCall();
          lends();
          call(() -> host.advance(LOOK));
          handsOff();
          assertEquals(0, log.count("monitor"));
          call(() -> host.advance(LOOK));
          handsOff();
        });
    assertEquals(4, done.size());
  }

  @Test
  void aShortOneEndsThat() {
    inATask(
        () -> {
          longCall();
          longCall();
          call(() -> host.advance(LOOK.minus(TICK)));
          handsOff();
          call(() -> {});
          lends();
          assertEquals(List.of("W0 lent P0", "W0 reclaimed P0"), log.lines());
        });
  }

  @Test
  void aShortOneBetweenTwoLongOnesStartsTheCountAgain() {
    inATask(
        () -> {
          longCall();
          call(() -> {});
          longCall();
          longCall();
          lends();
          call(() -> host.advance(LOOK));
          handsOff();
        });
  }

  @Test
  void whereNobodyWaitsItIsLent() {
    inATask(
        () -> {
          longCall();
          longCall();
          log.clear();
          Blocking.enter();
          Blocking.exit();
          lends();
        });
  }
}
