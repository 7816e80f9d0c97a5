package dev.heddle.examples.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** However bytes are cut into pieces, the same requests come out, and the same refusal. */
class RequestParserProperties {
  private static final Bounds SMALL =
      new Bounds(
          1,
          64,
          128,
          64,
          Bounds.DEFAULT.idle(),
          Bounds.DEFAULT.request(),
          Bounds.DEFAULT.grace(),
          Bounds.DEFAULT.bytesPerSecond(),
          Bounds.DEFAULT.linger(),
          Bounds.DEFAULT.shutdown());

  @Property
  void anySplitGivesTheSame(
      @ForAll("streams") String stream, @ForAll("sizes") List<Integer> sizes) {
    List<String> whole = parse(stream, List.of(stream.length()));
    assertEquals(whole, parse(stream, sizes));
    String last = whole.isEmpty() ? "" : whole.get(whole.size() - 1);
    Statistics.collect(last.matches("\\d+ .*") ? "refused" : "let pass");
  }

  /** What was parsed, and what was refused. Pieces of these sizes, in turn. */
  private static List<String> parse(String stream, List<Integer> sizes) {
    byte[] bytes = stream.getBytes(StandardCharsets.ISO_8859_1);
    RequestParser parser = new RequestParser(SMALL);
    List<String> outcome = new ArrayList<>();
    int from = 0;
    for (int i = 0; from < bytes.length; i++) {
      int size = Math.min(sizes.get(i % sizes.size()), bytes.length - from);
      ByteBuffer piece = ByteBuffer.wrap(bytes, from, size);
      from += size;
      try {
        for (Request next = parser.next(piece); next != null; next = parser.next(piece)) {
          outcome.add(next.toString());
        }
      } catch (RequestException e) {
        int taken = from - piece.remaining();
        outcome.add(e.status().code + " " + e.getMessage() + " after " + taken);
        return outcome;
      }
    }
    outcome.add(parser.isBetweenRequests() ? "complete" : "incomplete");
    return outcome;
  }

  @Provide
  Arbitrary<List<Integer>> sizes() {
    return Arbitraries.integers().between(1, 40).list().ofMinSize(1).ofMaxSize(10);
  }

  /** Requests, some of them spoilt by a character too many. */
  @Provide
  Arbitrary<String> streams() {
    Arbitrary<String> good = requests().list().ofMaxSize(5).map(all -> String.join("", all));
    Arbitrary<String> bad =
        Combinators.combine(
                good.filter(text -> !text.isEmpty()),
                Arbitraries.integers().between(0, 1_000),
                Arbitraries.of("\r", "\n", "\r\n", " ", "\0", ":", "x", "\u00e9"))
            .as(
                (text, at, spoiler) ->
                    new StringBuilder(text).insert(at % text.length(), spoiler).toString());
    return Arbitraries.oneOf(good, bad);
  }

  private static Arbitrary<String> requests() {
    Arbitrary<String> line =
        Combinators.combine(
                Arbitraries.of("GET", "HEAD", "POST"),
                Arbitraries.of("/", "/a%20b?c", "*", "http://a/b"),
                Arbitraries.of("HTTP/1.1", "HTTP/1.0"))
            .as((method, target, version) -> method + " " + target + " " + version + "\r\n");
    Arbitrary<String> fields =
        Arbitraries.of("X: y\r\n", "Connection: close\r\n", "Long: " + "z".repeat(50) + "\r\n")
            .list()
            .ofMaxSize(3)
            .map(all -> "Host: a\r\n" + String.join("", all));
    return Combinators.combine(line, fields, bodies()).as((l, f, b) -> l + f + b);
  }

  private static Arbitrary<String> bodies() {
    Arbitrary<String> content = Arbitraries.strings().withChars("G /\r\n:").ofMaxLength(40);
    Arbitrary<String> plain =
        content.map(text -> "Content-Length: " + text.length() + "\r\n\r\n" + text);
    Arbitrary<String> chunked =
        content
            .filter(text -> !text.isEmpty())
            .list()
            .ofMaxSize(3)
            .map(
                all -> {
                  StringBuilder body = new StringBuilder("Transfer-Encoding: chunked\r\n\r\n");
                  for (String chunk : all) {
                    body.append(Integer.toHexString(chunk.length())).append("\r\n");
                    body.append(chunk).append("\r\n");
                  }
                  return body.append("0\r\nTrailer: t\r\n\r\n").toString();
                });
    return Arbitraries.oneOf(Arbitraries.just("\r\n"), plain, chunked);
  }
}
