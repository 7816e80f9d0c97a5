package dev.heddle.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Go's {@code TestStealOrder}: a search visits every Processor, and none twice. */
class StealOrderTest {

  @Test
  void stridesAreTheCoprimes() {
    assertArrayEquals(new int[] {1}, Stealing.coprimes(1));
    assertArrayEquals(new int[] {1}, Stealing.coprimes(2));
    assertArrayEquals(new int[] {1, 2}, Stealing.coprimes(3));
    assertArrayEquals(new int[] {1, 5, 7, 11}, Stealing.coprimes(12));
    for (int n = 1; n <= 1_024; n++) {
      assertArrayEquals(coprimesByDefinition(n), Stealing.coprimes(n), "n = " + n);
    }
  }

  @Test
  void everyStartAndStrideVisitsAllOnce() {
    for (int n = 1; n <= 64; n++) {
      for (int stride : Stealing.coprimes(n)) {
        for (int start = 0; start < n; start++) {
          assertEquals(n, visited(n, start, stride), "n=" + n + " from " + start + " by " + stride);
        }
      }
    }
  }

  private static int[] coprimesByDefinition(int n) {
    BigInteger of = BigInteger.valueOf(n);
    return IntStream.rangeClosed(1, n)
        .filter(i -> of.gcd(BigInteger.valueOf(i)).equals(BigInteger.ONE))
        .toArray();
  }

  private static int visited(int n, int start, int stride) {
    BitSet visited = new BitSet(n);
    for (int i = 0, at = start; i < n; i++) {
      visited.set(at);
      at = (at + stride) % n;
    }
    return visited.cardinality();
  }
}
