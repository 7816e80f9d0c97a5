package dev.heddle.examples.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Request}'s target, and {@link HttpDate}. */
class RequestTest {
  @ParameterizedTest
  @CsvSource({
    "/, /, ''",
    "/a/b?c=d?e, /a/b, c=d?e",
    "/?, /, ''",
    "http://host, /, ''",
    "http://host?a/b, /, a/b",
    "http://host:80/a?b, /a, b",
    "//host/a, //host/a, ''",
    "*, , ''",
    "host:80, , ''",
  })
  void pathAndQuery(String target, String path, String query) {
    Request request = new Request("GET", target, false, true);
    assertEquals(path, request.path());
    assertEquals(query, request.query());
  }

  @Test
  void daysHaveTwoDigits() {
    Instant moment = Instant.parse("1994-11-06T08:49:37Z");
    assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", HttpDate.format(moment)); // RFC 9110's example
  }
}
