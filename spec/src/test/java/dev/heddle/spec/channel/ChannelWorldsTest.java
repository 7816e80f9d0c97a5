package dev.heddle.spec.channel;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.spec.channel.ChannelExplorer.Found;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels keep S10 in every state of every world, and every design fault is found. */
class ChannelWorldsTest {

  /** A count that changes means that a world, or what can happen in it, has changed. */
  private static final Map<ChannelWorld, Integer> STATES =
      Map.ofEntries(
          entry(ChannelWorld.RENDEZVOUS, 50),
          entry(ChannelWorld.RENDEZVOUS_TWICE, 115),
          entry(ChannelWorld.BUFFERED, 100),
          entry(ChannelWorld.BUFFERED_TWO, 26),
          entry(ChannelWorld.CLOSE, 110),
          entry(ChannelWorld.CANCEL, 36),
          entry(ChannelWorld.CANCEL_SENDER, 70),
          entry(ChannelWorld.SELECT, 59),
          entry(ChannelWorld.SELECT_CLOSE, 31),
          entry(ChannelWorld.SELECT_MEET, 32),
          entry(ChannelWorld.SELECT_SELF, 64));

  @ParameterizedTest
  @EnumSource
  void thePromiseIsKept(ChannelWorld world) {
    Found found = new ChannelExplorer(world).walk();
    assertEquals("", found.counterexample().orElse(""));
    assertEquals(STATES.get(world), found.states());
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultIsFound(ChannelFault fault) {
    Found found = new ChannelExplorer(fault.world(), fault).walk();
    String text = found.counterexample().orElse("nothing");
    assertTrue(text.contains("broken: S10: "), text);
    assertTrue(text.lines().count() <= 15, text);
  }

  /** The worlds are not empty: what makes channels hard does happen in them. */
  @Test
  void waitsEndInEveryWay() {
    Set<String> seen = new TreeSet<>();
    for (ChannelWorld world : ChannelWorld.values()) {
      new ChannelExplorer(world).watchedBy(seen::add).walk();
    }
    for (String what :
        Set.of("is told: SERVED", "is told: CLOSED", "is told: CANCELLED", "cancels a0")) {
      assertTrue(seen.contains(what), () -> what + " is none of " + seen);
    }
  }
}
