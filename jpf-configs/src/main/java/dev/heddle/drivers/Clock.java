package dev.heddle.drivers;

import java.util.ArrayList;
import java.util.List;

/**
 * The time of a driver: it stands still until the driver lets it pass, and then those go on whose
 * time has come.
 *
 * <p>A park ends by the time that its thread has last read plus what it was told to wait, so that a
 * thread which is slow between the two isn't late for it.
 */
public final class Clock {
  private final List<Sleeper> sleepers = new ArrayList<>(2);
  private long now;

  private record Sleeper(long until, Runnable wake) {}

  /** At time 0. */
  public Clock() {}

  /** The time, in ns. */
  public synchronized long now() {
    return now;
  }

  /** Lets time pass. Any thread. */
  public synchronized void advance(long time) {
    now = time;
    for (Sleeper sleeper : sleepers) {
      if (sleeper.until <= now) {
        sleeper.wake.run();
      }
    }
    sleepers.removeIf(sleeper -> sleeper.until <= now);
  }

  /** Who is about to park: is woken once it is so late, at once if it is by now. */
  synchronized void wakeAt(long time, Runnable wake) {
    if (time <= now) {
      wake.run();
    } else {
      sleepers.add(new Sleeper(time, wake));
    }
  }
}
