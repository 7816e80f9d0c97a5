package dev.heddle.explore;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param ids the configurations named, empty if none was
 * @param tier the tier to run when none is named
 * @param engine the explorer asked for, empty to let each configuration take the best there is
 * @param jpfHome where JPF is, if that was said
 * @param json a file to write the results to as well, if asked for
 * @param list whether to list the configurations only
 * @param trace whether to show counterexamples
 * @param bless whether to write the state counts of this run to the manifest
 * @param help whether to print the usage only
 */
record Options(
    List<String> ids,
    Tier tier,
    Optional<EngineName> engine,
    Optional<Path> jpfHome,
    Optional<Path> json,
    boolean list,
    boolean trace,
    boolean bless,
    boolean help) {

  static final String USAGE =
      """
      Usage: jpf-configs/explore [OPTION]... [ID]...
      Explores every interleaving of small configurations of the Heddle kernel.
      Without an ID: all configurations of a tier.

        --list             list the configurations and exit
        --tier TIER        quick (the default) or full (everything)
        --engine ENGINE    jpf, lincheck or threads; default: JPF where it is installed,
                           else Lincheck (threads is a smoke run on real threads)
        --trace            show the counterexample of what was violated: a lane per thread
        --json FILE        write the results to FILE as well
        --bless            write the state counts of this run to the manifest
        -Djpf.home=DIR     where jpf-core is; else $JPF_HOME, else ~/.jpf/site.properties
        --help             print this and exit

      Exit status: 0 all as expected; 1 a violation or another unexpected result;
      2 could not run.
      """;

  /**
   * Parses a command line.
   *
   * @throws CannotRunException if it is not allowed
   */
  static Options parse(String... args) {
    return new Parser(args).parse();
  }

  private static final class Parser {
    private static final String ALLOWED =
        "allowed: --list, --tier, --engine, --trace, --json, --bless, -Djpf.home=DIR, --help";

    private final Deque<String> rest;
    private final List<String> ids = new ArrayList<>();
    private Optional<Tier> tier = Optional.empty();
    private Optional<EngineName> engine = Optional.empty();
    private Optional<Path> jpfHome = Optional.empty();
    private Optional<Path> json = Optional.empty();
    private boolean list;
    private boolean trace;
    private boolean bless;
    private boolean help;

    Parser(String... args) {
      rest = new ArrayDeque<>(List.of(args));
    }

    Options parse() {
      while (!rest.isEmpty()) {
        option(rest.poll());
      }
      if (!ids.isEmpty() && tier.isPresent()) {
        throw new CannotRunException("give IDs or --tier, not both");
      }
      if (bless && engine.isPresent() && engine.get() != EngineName.JPF) {
        throw new CannotRunException("--bless writes JPF's state counts: it needs --engine jpf");
      }
      Tier chosen = tier.orElse(Tier.QUICK);
      return new Options(ids, chosen, engine, jpfHome, json, list, trace, bless, help);
    }

    private void option(String word) {
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      if (equals > 0) {
        rest.push(word.substring(equals + 1));
      }
      String name = equals > 0 ? word.substring(0, equals) : word;
      switch (name) {
        case "--tier" -> tier = Optional.of(Words.parse(Tier.class, name, value(name)));
        case "--engine" -> engine = Optional.of(Words.parse(EngineName.class, name, value(name)));
        case "--json" -> json = Optional.of(Path.of(value(name)));
        case "--list" -> list = flag(name, equals);
        case "--trace" -> trace = flag(name, equals);
        case "--bless" -> bless = flag(name, equals);
        case "--help", "-h" -> help = flag(name, equals);
        default -> other(word);
      }
    }

    private void other(String word) {
      String home = "-Djpf.home=";
      if (word.startsWith(home) && word.length() > home.length()) {
        jpfHome = Optional.of(Path.of(word.substring(home.length())));
      } else if (word.startsWith("-")) {
        throw new CannotRunException("unknown option '%s'; %s".formatted(word, ALLOWED));
      } else if (!ids.contains(word)) {
        ids.add(word);
      }
    }

    private static boolean flag(String name, int equals) {
      if (equals > 0) {
        throw new CannotRunException(name + " takes no value");
      }
      return true;
    }

    private String value(String name) {
      String value = rest.poll();
      if (value == null || value.isEmpty() || value.startsWith("-")) {
        throw new CannotRunException("%s needs a value; see --help".formatted(name));
      }
      return value;
    }
  }
}
