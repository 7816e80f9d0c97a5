package dev.heddle.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** An engine that finds what it is told to, and remembers what it was asked. */
final class FakeEngine implements Engine {
  final List<Job> jobs = new ArrayList<>();

  private final EngineName name;
  private final Optional<String> missing;
  private final Function<Configuration, Result> results;

  private FakeEngine(
      EngineName name, Optional<String> missing, Function<Configuration, Result> results) {
    this.name = name;
    this.missing = missing;
    this.results = results;
  }

  static FakeEngine finding(EngineName name, Function<Configuration, Result> results) {
    return new FakeEngine(name, Optional.empty(), c -> Sample.under(name, results.apply(c)));
  }

  static FakeEngine missing(EngineName name) {
    return new FakeEngine(name, Optional.of("no " + name + ": install it"), c -> null);
  }

  @Override
  public EngineName name() {
    return name;
  }

  @Override
  public Optional<String> missing() {
    return missing;
  }

  @Override
  public Result run(Job job, LongConsumer progress) {
    jobs.add(job);
    return results.apply(job.configuration());
  }

  /** The ids of what it was asked to run, in order. */
  List<String> ran() {
    return jobs.stream().map(job -> job.configuration().id()).toList();
  }
}
