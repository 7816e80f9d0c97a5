package dev.heddle.spec;

import dev.heddle.spec.Action.GaveBack;
import dev.heddle.spec.Action.Looked;
import dev.heddle.spec.Action.Prepaid;
import dev.heddle.spec.Action.Spared;
import dev.heddle.spec.Action.Woke;
import java.util.List;

/** How a sleeper is woken (kernel: {@code IdleSet.wake}). */
enum Waking implements Op {
  /**
   * If nobody searches and a Processor is idle, hands it to a parked Worker, or to a new one, as a
   * searcher. One read, or one CAS: one Step either way.
   */
  WAKE {
    @Override
    public void run(Draft d) {
      if (d.has(Fault.WAKE_PREPAYS_SEARCHER)) {
        prepay(d);
      } else if (d.searching() != 0 || isNobodyThere(d)) {
        d.act(new Spared(d.searching() != 0));
      } else if (d.has(Fault.WAKE_WITHOUT_CAS)) {
        d.act(new Looked("idle", true));
        d.then(new Overwrite(d.idle(), d.parked()));
      } else {
        hand(d, d.idle(), d.parked(), d.has(Fault.WAKE_FORGETS_TO_COUNT) ? 0 : 1);
      }
    }
  },
  /** Only as a fault: the second half of a wake that has counted its searcher already. */
  TAKE_PREPAID {
    @Override
    public void run(Draft d) {
      if (isNobodyThere(d)) {
        d.act(new Looked("idle", false));
        d.then(REFUND);
      } else {
        hand(d, d.idle(), d.parked(), d.searching());
      }
    }
  },
  /** Only as a fault: nobody was there to be woken. */
  REFUND {
    @Override
    public void run(Draft d) {
      d.idleState(d.idle(), d.parked(), d.searching() - 1);
      d.act(new Spared(false));
    }
  };

  /** Whether an operation is a wake that reads the idle state, or changes it, from now on. */
  static boolean isOwed(Op op) {
    return op == WAKE || op instanceof Overwrite;
  }

  private static void prepay(Draft d) {
    if (d.searching() != 0) {
      d.act(new Spared(true));
    } else {
      d.idleState(d.idle(), d.parked(), 1);
      d.act(new Prepaid());
      d.then(TAKE_PREPAID);
    }
  }

  private static boolean isNobodyThere(Draft d) {
    boolean anybody =
        !d.parked().isEmpty() || hasWatcher(d) || !d.threadless().isEmpty() || canMake(d);
    return d.idle().isEmpty() || !anybody;
  }

  private static boolean hasWatcher(Draft d) {
    return d.watch().isThere() && !d.has(Fault.WAKE_OVERLOOKS_WATCHER);
  }

  private static boolean canMake(Draft d) {
    return d.unmade() > 0 && !d.has(Fault.WAKE_MAKES_NOBODY);
  }

  /** Hands the first idle Processor to somebody who sleeps. */
  private static void hand(Draft d, List<Integer> idle, List<Integer> parked, int searching) {
    int processor = idle.get(0);
    int watcher = d.watch().worker();
    int worker = takeSleeper(d, parked);
    List<Integer> others = parked.isEmpty() ? parked : parked.subList(1, parked.size());
    d.idleState(idle.subList(1, idle.size()), others, searching);
    d.act(new Woke(worker, processor));
    if (d.setup.hasThread(worker)) {
      d.handOff(worker, processor);
      if (worker == watcher && d.setup.polls() && !d.has(Fault.WATCHER_IS_LEFT_IN_THE_POLLER)) {
        d.then(new Watching.Nudge(worker));
      }
    } else {
      d.then(new GiveBack(worker, processor));
    }
  }

  /**
   * The first parked Worker; or, if none is parked, the watcher; or the first that got no thread
   * when it was last asked for; or, if there is none, a new one. In this order, because where one
   * gets no thread the next won't either, and Workers are not to be made in vain.
   */
  private static int takeSleeper(Draft d, List<Integer> parked) {
    if (!parked.isEmpty()) {
      return parked.get(0);
    }
    if (hasWatcher(d)) {
      int watcher = d.watch().worker();
      d.watch(d.watch().byNobody());
      return watcher;
    }
    if (d.threadless().isEmpty()) {
      d.unmade(d.unmade() - 1);
      return d.setup.workers() - d.unmade() - 1;
    }
    int worker = d.threadless().get(0);
    d.threadless(d.threadless().subList(1, d.threadless().size()));
    return worker;
  }

  /**
   * The Worker has no thread, and is put aside. Its Processor goes to the first who waits for one;
   * otherwise it is idle again, and if another Worker is parked, that one is woken.
   */
  record GiveBack(int worker, int processor) implements Op {
    @Override
    public void run(Draft d) {
      d.threadless(Draft.push(worker, d.threadless()));
      if (!d.returning().isEmpty() && !d.has(Fault.GIVE_BACK_IGNORES_RETURNING)) {
        d.idleState(d.idle(), d.parked(), d.searching() - 1);
        Blocking.handOver(d, processor);
        return;
      }
      d.idleState(Draft.push(processor, d.idle()), d.parked(), d.searching() - 1);
      d.act(new GaveBack(processor));
      boolean others = !d.parked().isEmpty() || isWatcherNext(d);
      if (others && !d.has(Fault.WAKE_GIVES_UP_WITHOUT_THREAD)) {
        d.then(WAKE);
      }
    }
  }

  private static boolean isWatcherNext(Draft d) {
    return d.watch().isThere() && !d.has(Fault.GIVE_BACK_OVERLOOKS_WATCHER);
  }

  /** Only as a fault: a wake that takes what it has read, whoever else has taken it meanwhile. */
  private record Overwrite(List<Integer> idle, List<Integer> parked) implements Op {
    @Override
    public void run(Draft d) {
      hand(d, idle, parked, 1);
    }
  }
}
