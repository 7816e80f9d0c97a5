package dev.heddle.explore;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The JVM that {@link ThreadsEngine} forks: number of runs, driver, the driver's arguments. */
final class ThreadsMain {
  /** A run takes milliseconds; one that takes this long never ends. */
  private static final int HANG_SECONDS = 30;

  private ThreadsMain() {}

  public static void main(String[] args) throws ReflectiveOperationException, InterruptedException {
    int runs = Integer.parseInt(args[0]);
    Driver driver = new Driver(args[1], Arrays.copyOfRange(args, 2, args.length));
    Map<String, String> result = Map.of("error", Report.NONE);
    for (int i = 0; i < runs && result.get("error").equals(Report.NONE); i++) {
      result = once(driver);
    }
    Report.write(Path.of(System.getProperty(DriverJvm.RESULT)), result);
    System.exit(0);
  }

  private static Map<String, String> once(Driver driver) throws InterruptedException {
    FutureTask<Void> run = new FutureTask<>(driver::execute, null);
    Thread thread = new Thread(run, "driver");
    thread.setDaemon(true);
    thread.start();
    try {
      run.get(HANG_SECONDS, TimeUnit.SECONDS);
      return Map.of("error", Report.NONE);
    } catch (ExecutionException e) {
      return Map.of("error", "violation", "message", Driver.text(e.getCause()));
    } catch (TimeoutException e) {
      return Map.of("error", "hang", "message", "no end after " + HANG_SECONDS + " s");
    }
  }
}
