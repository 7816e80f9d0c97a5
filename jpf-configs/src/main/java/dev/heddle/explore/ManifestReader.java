package dev.heddle.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the manifest; every mistake is an error that names the configuration and the key. */
final class ManifestReader {
  private static final Set<String> KEYS =
      Set.of(
          "id",
          "like",
          "twin-of",
          "checks",
          "what",
          "bounds",
          "driver",
          "args",
          "tier",
          "engines",
          "jpf",
          "lincheck",
          "expect",
          "mutant",
          "message",
          "outcomes",
          "reached",
          "states",
          "canary");

  /** What a variation does not take over. */
  private static final Set<String> OWN = Set.of("id", "like", "twin-of", "states", "canary");

  /** What a twin does not take over either: the results expected of the whole kernel. */
  private static final Set<String> RESULTS =
      Set.of("outcomes", "reached", "expect", "mutant", "message");

  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern CHECK = Pattern.compile("[SL][0-9]+|litmus");
  private static final Set<String> POINTS = Set.of("all", "shared", "off");
  private static final int DEFAULT_HEAP = 4;
  private static final int DEFAULT_LIMIT = 1200;
  private static final int DEFAULT_BUDGET = 10_000;

  private final Map<String, Fields> byId = new HashMap<>();

  static Manifest read(Path file) {
    List<Fields> entries =
        Fields.read(file).allowing(Set.of("configurations")).children("configurations");
    if (entries.isEmpty()) {
      throw new CannotRunException(file + " lists no configurations");
    }
    return new ManifestReader().read(entries);
  }

  private Manifest read(List<Fields> entries) {
    List<Configuration> configurations = new ArrayList<>();
    for (Fields entry : entries) {
      String id = entry.text("id");
      entry.check(
          ID.matcher(id).matches(), "id '%s' must be lower-case words with hyphens".formatted(id));
      Fields named = entry.named("configuration '" + id + "'").allowing(KEYS);
      Fields whole = inherited(named, "twin-of", RESULTS);
      whole = inherited(whole, "like", Set.of());
      named.check(byId.put(id, whole) == null, "is listed twice");
      configurations.add(configuration(id, whole));
    }
    return new Manifest(List.copyOf(configurations));
  }

  /** Fills what an entry leaves out from the earlier one that a key names. */
  private Fields inherited(Fields entry, String key, Set<String> except) {
    if (!entry.has(key)) {
      return entry;
    }
    String base = entry.text(key);
    entry.check(byId.containsKey(base), "%s '%s' is no earlier configuration".formatted(key, base));
    return entry.over(byId.get(base).without(OWN).without(except));
  }

  private static Configuration configuration(String id, Fields fields) {
    boolean broken = fields.has("twin-of") || broken(fields);
    Configuration configuration =
        new Configuration(
            id,
            checks(fields),
            fields.text("what"),
            fields.text("bounds"),
            fields.text("driver"),
            args(fields),
            tier(fields, Tier.QUICK),
            engines(fields),
            jpf(fields),
            lincheck(fields),
            broken,
            fields.text("mutant", ""),
            fields.text("message", ""),
            fields.texts("outcomes").stream().sorted().collect(Collectors.toUnmodifiableList()),
            fields.texts("reached"),
            fields.number("states", Configuration.UNKNOWN),
            fields.flag("canary", false));
    consistent(fields, configuration);
    return configuration;
  }

  private static void consistent(Fields fields, Configuration c) {
    if (c.broken()) {
      fields.check(!c.message().isEmpty(), "a twin needs 'message', a fragment of its violation");
      fields.check(!fields.has("states"), "a twin stops at its violation: it has no 'states'");
    } else {
      fields.check(c.mutant().isEmpty(), "has a 'mutant': then it is a twin, 'expect: broken'");
      fields.check(c.message().isEmpty(), "'message' is for 'expect: broken'");
    }
    if (c.litmus() && !c.broken()) {
      fields.check(!c.outcomes().isEmpty(), "a litmus test needs 'outcomes', its exact set");
    }
  }

  private static boolean broken(Fields fields) {
    String expect = fields.text("expect", "holds");
    fields.check(
        Set.of("holds", "broken").contains(expect),
        "expect is '%s'; allowed: holds, broken".formatted(expect));
    return expect.equals("broken");
  }

  private static List<String> checks(Fields fields) {
    List<String> checks = fields.texts("checks");
    fields.check(!checks.isEmpty(), "needs 'checks', a list such as [S1, S2] or [litmus]");
    for (String id : checks) {
      fields.check(
          CHECK.matcher(id).matches(),
          "checks '%s'; allowed: litmus, or an invariant such as S2 or L1".formatted(id));
    }
    return checks;
  }

  private static List<String> args(Fields fields) {
    List<String> args = fields.texts("args");
    for (String arg : args) {
      fields.check(
          !arg.isEmpty() && !arg.contains(",") && !arg.contains(" "),
          "argument '%s' must not be empty nor hold a comma or a blank: JPF would split it"
              .formatted(arg));
    }
    return args;
  }

  private static Set<EngineName> engines(Fields fields) {
    Set<EngineName> engines = EnumSet.noneOf(EngineName.class);
    for (String word : fields.texts("engines")) {
      engines.add(Words.parse(EngineName.class, fields.where() + ": an engine", word));
    }
    fields.check(
        !engines.isEmpty() && !engines.contains(EngineName.THREADS),
        "needs 'engines', a list of jpf and lincheck (threads runs every driver)");
    return Set.copyOf(engines);
  }

  private static Configuration.Jpf jpf(Fields fields) {
    Fields jpf =
        fields
            .fields("jpf")
            .allowing(Set.of("points", "spurious", "race", "heap", "limit", "extra"));
    String points = jpf.text("points", "all");
    jpf.check(
        POINTS.contains(points), "points is '%s'; allowed: all, shared, off".formatted(points));
    return new Configuration.Jpf(
        points,
        jpf.flag("spurious", false),
        jpf.flag("race", false),
        positive(jpf, "heap", DEFAULT_HEAP),
        positive(jpf, "limit", DEFAULT_LIMIT),
        jpf.fields("extra").map());
  }

  private static Configuration.Lincheck lincheck(Fields fields) {
    Fields lincheck =
        fields.fields("lincheck").allowing(Set.of("tier", "budget", "exhausted", "limit"));
    return new Configuration.Lincheck(
        tier(lincheck, tier(fields, Tier.QUICK)),
        positive(lincheck, "budget", DEFAULT_BUDGET),
        lincheck.flag("exhausted", true),
        positive(lincheck, "limit", DEFAULT_LIMIT));
  }

  private static Tier tier(Fields fields, Tier otherwise) {
    String what = fields.where() + ": tier";
    return Words.parse(Tier.class, what, fields.text("tier", otherwise.toString()));
  }

  private static int positive(Fields fields, String key, int otherwise) {
    long number = fields.number(key, otherwise);
    fields.check(
        number > 0 && number <= Integer.MAX_VALUE,
        "%s is %s; allowed: 1 to %s".formatted(key, number, Integer.MAX_VALUE));
    return (int) number;
  }
}
