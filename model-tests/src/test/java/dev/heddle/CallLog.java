package dev.heddle;

import dev.heddle.kernel.Events;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What became of the Processors of blocking calls, in order, as lines of text. Thread-safe. */
public final class CallLog implements Events {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** An empty one. */
  public CallLog() {}

  /** A copy of the lines so far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** How many lines contain a text. */
  public long count(String text) {
    return lines.stream().filter(line -> line.contains(text)).count();
  }

  /** Forgets all lines. */
  public void clear() {
    lines.clear();
  }

  @Override
  public void lent(int worker, int processor) {
    lines.add("W%d lent P%d".formatted(worker, processor));
  }

  @Override
  public void reclaimed(int worker, int processor) {
    lines.add("W%d reclaimed P%d".formatted(worker, processor));
  }

  @Override
  public void retook(int worker, int processor) {
    lines.add((worker < 0 ? "monitor" : "W" + worker) + " retook P" + processor);
  }

  @Override
  public void returned(int worker, int processor) {
    lines.add("W%d returned to P%d".formatted(worker, processor));
  }

  @Override
  public void waits(int worker) {
    lines.add("W%d waits".formatted(worker));
  }

  @Override
  public void handedOver(int worker, int processor) {
    lines.add("W%d was handed P%d".formatted(worker, processor));
  }

  @Override
  public void rescued(int processor) {
    lines.add("P%d rescued".formatted(processor));
  }

  @Override
  public void exited(int worker) {
    lines.add("W%d exited".formatted(worker));
  }
}
