package dev.heddle.spec.channel;

import java.util.List;

/** What an agent does next. */
sealed interface Move {
  /** Does one of some things, or waits until one is possible. */
  record Select(List<Way> ways) implements Move {
    public Select {
      ways = List.copyOf(ways);
    }
  }

  /** Closes a channel. */
  record Close(int channel) implements Move {}

  /** Ends another agent's wait, if it waits. */
  record Cancel(int agent) implements Move {}

  static Move send(int channel) {
    return new Select(List.of(Way.send(channel)));
  }

  static Move receive(int channel) {
    return new Select(List.of(Way.receive(channel)));
  }

  static Move select(Way... ways) {
    return new Select(List.of(ways));
  }
}
