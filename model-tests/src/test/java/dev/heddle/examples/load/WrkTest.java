package dev.heddle.examples.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** {@link Wrk}'s output, and the command line beside it. */
class WrkTest {
  @Test
  void readsWhatItPrints() {
    String text =
        """
        Running 3s test @ http://127.0.0.1:42443/hello
          1 threads and 64 connections
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency   112.31ms  258.09ms   1.16s    86.67%
            Req/Sec    21.29k    21.44k   58.43k    72.41%
          Latency Distribution
             50%  204.00us
             75%    8.38ms
             90%  541.28ms
             99%    1.03s\s
          63073 requests in 3.01s, 7.88MB read
          Socket errors: connect 1, read 2, write 3, timeout 4
          Non-2xx or 3xx responses: 5
        Requests/sec:  20928.35
        Transfer/sec:      2.61MB
        """;
    assertEquals(new Wrk(20_928.35, 0.204, 1_030, 15), Wrk.parse(text));
  }

  @Test
  void withoutErrorsThereAreNone() {
    String text = "  50%  2.00m \n  99%    1.50ms\nRequests/sec:  1.5\n";
    assertEquals(new Wrk(1.5, 120_000, 1.5, 0), Wrk.parse(text));
  }

  @Test
  void anythingElseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Wrk.parse("unable to connect"));
    assertThrows(IllegalArgumentException.class, () -> Wrk.parse("Requests/sec:  1.5\n"));
  }

  @Test
  void theCommandLine() {
    assertEquals(new LoadArguments(5, 5, 2), LoadArguments.parse());
    assertEquals(
        new LoadArguments(3, 1, 4),
        LoadArguments.parse("--rounds", "3", "--seconds", "1", "--processors", "4"));
    for (String wrong : new String[] {"--rounds", "--rounds 0", "--seconds x", "--else 1"}) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> LoadArguments.parse(wrong.split(" ", -1)));
      assertEquals(0, e.getMessage().indexOf(LoadArguments.USAGE), e.getMessage());
    }
  }
}
