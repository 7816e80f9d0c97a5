package dev.heddle.examples;

import dev.heddle.kernel.Scheduler;
import dev.heddle.kernel.Step;
import dev.heddle.kernel.Task;
import dev.heddle.kernel.sync.Channel;
import dev.heddle.kernel.sync.ReceiveCase;
import dev.heddle.kernel.sync.Select;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Asks several services at once, each of them at two servers, and takes what comes first; what has
 * not come when the time is over is left out. Go's "Google search" (Rob Pike, Go concurrency
 * patterns), with {@code select} and a time-out.
 *
 * <p>The servers are timers here, so that a test can run it in virtual time.
 */
public final class Search extends Task {
  /**
   * Something that answers.
   *
   * @param first how long its first server takes
   * @param second how long its second server takes
   */
  record Service(String name, Duration first, Duration second) {}

  private final Select select = new Select(this);
  private final ReceiveCase<String> answer;
  private final ReceiveCase<String> alarmed;
  private final PrintStream out;

  /** How many services have not answered. */
  private int missing;

  private Search(int services, Channel<String> answers, Channel<String> alarm, PrintStream out) {
    missing = services;
    answer = select.receive(answers);
    alarmed = select.receive(alarm);
    this.out = out;
  }

  /**
   * Runs the program.
   *
   * @param args how many milliseconds it may take, by default 80
   */
  public static void main(String[] args) {
    long millis = args.length == 0 ? 80 : Long.parseLong(args[0]);
    try (Scheduler scheduler = Scheduler.builder().name("search").build()) {
      start(
          scheduler,
          Duration.ofMillis(millis),
          System.out,
          new Service("web", Duration.ofMillis(10), Duration.ofMillis(30)),
          new Service("image", Duration.ofMillis(90), Duration.ofMillis(50)),
          new Service("video", Duration.ofMillis(120), Duration.ofMillis(200)));
    } // waits for all
  }

  /** Asks them all, and prints what comes in time, a line each. */
  static void start(Scheduler scheduler, Duration timeout, PrintStream out, Service... services) {
    Channel<String> answers = Channel.buffered(services.length);
    for (Service service : services) {
      Channel<String> first = Channel.buffered(1);
      ask(scheduler, service.name + " by its first server", service.first, first, answers);
      ask(scheduler, service.name + " by its second server", service.second, first, answers);
    }
    Channel<String> alarm = Channel.buffered(1); // Go: time.After
    scheduler.schedule(() -> alarm.offer("time is over"), timeout);
    scheduler.execute(new Search(services.length, answers, alarm, out));
  }

  /** The first of two answers has room in the channel, and counts. */
  private static void ask(
      Scheduler scheduler,
      String text,
      Duration time,
      Channel<String> first,
      Channel<String> answers) {
    scheduler.schedule(
        () -> {
          if (first.offer(text)) {
            answers.offer(text);
          }
        },
        time);
  }

  @Override
  protected Step step() {
    while (missing > 0) {
      if (!select.decide()) {
        return Step.PARK;
      }
      if (select.chosen() == alarmed) {
        out.println(alarmed.value());
        return Step.DONE;
      }
      out.println(answer.value());
      missing--;
    }
    return Step.DONE;
  }
}
