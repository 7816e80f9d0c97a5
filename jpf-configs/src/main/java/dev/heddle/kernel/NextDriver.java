package dev.heddle.kernel;

import dev.heddle.drivers.Actor;
import dev.heddle.drivers.Reached;
import dev.heddle.drivers.Token;

/**
 * The runNext slot between its owner and thieves: every task is taken once, and none is lost.
 *
 * <p>Arguments: tasks, thieves. The owner puts each task into runNext, moves the displaced one to
 * the ring (capacity 4), and takes what is left. Each thief tries the ring, then runNext.
 */
public final class NextDriver {
  private NextDriver() {}

  public static void main(String[] args) {
    Token[] tokens = Token.make(Integer.parseInt(args[0]));
    int thieves = Integer.parseInt(args[1]);
    RunQueue queue = new RunQueue(4, 0);
    queue.swapNext(tokens[0]);
    Actor[] actors = new Actor[thieves];
    for (int i = 0; i < thieves; i++) {
      actors[i] = Actor.start("thief" + (i + 1), () -> steal(queue));
    }
    for (int i = 1; i < tokens.length; i++) {
      Runnable displaced = queue.swapNext(tokens[i]);
      if (displaced != null) {
        Reached.mark("displaced");
        queue.push(displaced);
      }
    }
    take(queue);
    for (Actor actor : actors) {
      actor.join();
    }
    Token.allRan(tokens);
  }

  private static void steal(RunQueue victim) {
    RunQueue loot = new RunQueue(4, 0);
    Runnable task = victim.stealInto(loot);
    if (task != null) {
      Reached.mark("stole-ring");
      task.run();
      take(loot);
    }
    Runnable next = victim.stealNext();
    if (next != null) {
      Reached.mark("stole-next");
      next.run();
    }
  }

  private static void take(RunQueue queue) {
    Runnable next = queue.pollNext();
    if (next != null) {
      next.run();
    }
    for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
      task.run();
    }
  }
}
