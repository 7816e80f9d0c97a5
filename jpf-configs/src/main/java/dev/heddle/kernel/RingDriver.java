package dev.heddle.kernel;

import dev.heddle.drivers.Actor;
import dev.heddle.drivers.Reached;
import dev.heddle.drivers.Token;

/**
 * One owner and some thieves on one ring: every task is taken once, and none is lost.
 *
 * <p>Arguments: ring capacity, tasks, thieves, first index ({@code max} for just below the wrap),
 * how many tasks the owner pushes before the thieves start. The owner takes half of a full ring
 * away, as the kernel does, and polls what is left.
 */
public final class RingDriver {
  private RingDriver() {}

  public static void main(String[] args) {
    int capacity = Integer.parseInt(args[0]);
    Token[] tokens = Token.make(Integer.parseInt(args[1]));
    int thieves = Integer.parseInt(args[2]);
    int first = args[3].equals("max") ? Integer.MAX_VALUE - 1 : Integer.parseInt(args[3]);
    int ahead = Integer.parseInt(args[4]);

    RunQueue queue = new RunQueue(capacity, first);
    for (int i = 0; i < ahead; i++) {
      queue.push(tokens[i]);
    }
    Actor[] actors = new Actor[thieves];
    for (int i = 0; i < thieves; i++) {
      actors[i] = Actor.start("thief" + (i + 1), () -> steal(queue, capacity, first));
    }
    Runnable[] spill = new Runnable[capacity / 2];
    for (int i = ahead; i < tokens.length; i++) {
      while (!queue.push(tokens[i])) {
        for (int j = queue.takeHalf(spill); j > 0; j--) {
          Reached.mark("spilled");
          spill[j - 1].run();
        }
      }
    }
    drain(queue);
    for (Actor actor : actors) {
      actor.join();
    }
    Token.allRan(tokens);
    if (!queue.isEmpty() || !queue.contents().isEmpty()) {
      throw new AssertionError("S4: an empty ring holds a task");
    }
  }

  private static void steal(RunQueue victim, int capacity, int first) {
    RunQueue loot = new RunQueue(capacity, first);
    Runnable task = victim.stealInto(loot);
    if (task == null) {
      Reached.mark("found-empty");
      return;
    }
    Reached.mark("stole");
    task.run();
    drain(loot);
  }

  private static void drain(RunQueue queue) {
    for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
      task.run();
    }
  }
}
