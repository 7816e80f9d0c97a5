package dev.heddle.kernel;

import dev.heddle.drivers.Actor;
import dev.heddle.drivers.Reached;
import dev.heddle.drivers.Token;

/**
 * The global queue: producers against consumers that take batches, and a producer that takes its
 * task back. Every task is taken or withdrawn, once.
 *
 * <p>Arguments: producers; tasks of each; consumers besides main; {@code withdraw} or {@code keep}:
 * whether main, before it consumes, tries to take the first task back.
 */
public final class GlobalDriver {
  private GlobalDriver() {}

  public static void main(String[] args) {
    int producers = Integer.parseInt(args[0]);
    int each = Integer.parseInt(args[1]);
    int consumers = Integer.parseInt(args[2]);
    boolean withdraw = args[3].equals("withdraw");
    Token[] tokens = Token.make(producers * each + 1);
    GlobalQueue global = new GlobalQueue(2);

    global.push(tokens[0]);
    Actor[] actors = new Actor[producers + consumers];
    for (int i = 0; i < producers; i++) {
      int first = 1 + i * each;
      actors[i] = Actor.start("producer" + (i + 1), () -> produce(global, tokens, first, each));
    }
    for (int i = 0; i < consumers; i++) {
      actors[producers + i] = Actor.start("consumer" + (i + 1), () -> consume(global));
    }
    if (withdraw && global.withdraw(tokens[0])) {
      Reached.mark("withdrawn");
      tokens[0].run();
    }
    consume(global);
    for (Actor actor : actors) {
      actor.join();
    }
    consume(global);
    Token.allRan(tokens);
    if (!global.isEmpty()) {
      throw new AssertionError("S5: an empty global queue says that it isn't");
    }
  }

  private static void produce(GlobalQueue global, Token[] tokens, int first, int count) {
    for (int i = first; i < first + count; i++) {
      global.push(tokens[i]);
    }
  }

  private static void consume(GlobalQueue global) {
    RunQueue share = new RunQueue(4, 0);
    for (Runnable task = global.pollBatch(share, 1); task != null; task = share.poll()) {
      Reached.mark("consumed");
      task.run();
    }
  }
}
