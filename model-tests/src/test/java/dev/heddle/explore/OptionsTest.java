package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line is understood, or the message says what is allowed. */
class OptionsTest {

  @Test
  void nothingMeansTheQuickTierUnderTheBestEngine() {
    Options options = Options.parse();
    assertEquals(List.of(), options.ids());
    assertEquals(Tier.QUICK, options.tier());
    assertEquals(Optional.empty(), options.engine());
  }

  @Test
  void optionsAndIdsMayBeMixed() {
    Options options =
        Options.parse(
            "a", "--engine", "lincheck", "--trace", "b", "--json=out.json", "a", "-Djpf.home=/jpf");
    assertEquals(List.of("a", "b"), options.ids());
    assertEquals(Optional.of(EngineName.LINCHECK), options.engine());
    assertEquals(Optional.of(Path.of("out.json")), options.json());
    assertEquals(Optional.of(Path.of("/jpf")), options.jpfHome());
    assertTrue(options.trace());
  }

  @Test
  void flagsAreFlags() {
    assertTrue(Options.parse("--list").list());
    assertTrue(Options.parse("--bless").bless());
    assertTrue(Options.parse("-h").help());
    assertEquals(Tier.FULL, Options.parse("--tier", "full").tier());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--lst;                   unknown option '--lst'; allowed: --list, --tier",
        "-x;                      unknown option '-x'; allowed:",
        "-Djpf.home=;             unknown option '-Djpf.home='; allowed:",
        "--tier slow;             --tier is 'slow'; allowed: quick, full",
        "--engine=jfp;            --engine is 'jfp'; allowed: jpf, lincheck, threads",
        "--engine;                --engine needs a value",
        "--engine --trace;        --engine needs a value",
        "--json=;                 --json needs a value",
        "--trace=yes;             --trace takes no value",
        "--tier full some-id;     give IDs or --tier, not both",
        "--bless --engine threads;--bless writes JPF's state counts: it needs --engine jpf"
      })
  void mistakesSayWhatIsAllowed(String line, String message) {
    CannotRunException e =
        assertThrows(CannotRunException.class, () -> Options.parse(line.split(" ", -1)));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void theUsageNamesEveryOption() {
    for (String option :
        List.of("--list", "--tier", "--engine", "--trace", "--json", "--bless", "-Djpf.home=")) {
      assertTrue(Options.USAGE.contains("\n  " + option), option);
    }
    assertTrue(Options.USAGE.lines().allMatch(line -> line.length() <= 100), Options.USAGE);
  }
}
