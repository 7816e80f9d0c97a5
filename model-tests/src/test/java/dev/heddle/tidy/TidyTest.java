package dev.heddle.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.heddle.Checks;
import dev.heddle.spec.Invariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules of the house, as far as a program can see them. Each test also shows that it can fail.
 */
class TidyTest {
  private static final String KERNEL = "kernel/src/main/java/dev/heddle/kernel";
  private static final int LINES_OF_A_FILE = 400;
  private static final int LINES_OF_A_METHOD = 60;
  private static final Pattern EDGE = Pattern.compile("HB-\\d+");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (HB-\\d+) \\|");

  private static final Pattern SLEEPS = Pattern.compile("(Thread|SECONDS)\\.sleep\\(");

  /** What an explorer can't run, or what the kernel has no business with. */
  private static final Set<String> FORBIDDEN =
      Set.of(
          "Unsafe",
          "ReentrantLock",
          "Condition",
          "AtomicLong",
          "AtomicReference",
          "AtomicInteger",
          "ThreadLocalRandom",
          "LockSupport.parkNanos",
          "LockSupport.parkUntil",
          "sleep",
          "System.exit",
          "halt",
          "printStackTrace");

  private final List<Source> kernel = Source.below(KERNEL);
  private final List<String> wrong = new ArrayList<>();

  @Test
  void theTopLevelIsAsItWasPromised() throws IOException {
    try (Stream<Path> all = Files.list(Source.TOP)) {
      Set<String> names =
          all.map(path -> path.getFileName().toString())
              .filter(name -> !name.startsWith(".") && !name.equals("target"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(
          new TreeSet<>(
              Set.of(
                  "LICENSE",
                  "README.md",
                  "jpf-configs",
                  "kernel",
                  "model-tests",
                  "pom.xml",
                  "proofs-notes",
                  "spec")),
          names);
    }
  }

  @Test
  void filesAndMethodsAreShort() {
    List<Source> all = new ArrayList<>(kernel);
    all.addAll(Source.below("spec/src/main"));
    int methods = checkLengths(all);
    assertNothingWrong();
    assertTrue(methods > 100, "methods seen: " + methods);
  }

  @Test
  void eachSharedAccessNamesItsEdge() throws IOException {
    String page = Files.readString(Source.TOP.resolve("proofs-notes/02-memory-ordering.md"));
    Set<String> listed = matches(ROW, 1, page);
    int accesses = checkEdges(kernel);
    Set<String> named = new TreeSet<>();
    for (Source source : kernel) {
      named.addAll(matches(EDGE, 0, String.join("\n", source.lines)));
    }
    assertNothingWrong();
    assertEquals(listed, named, "edges in proofs-notes/02, and in the code");
    assertTrue(accesses > 30, "accesses seen: " + accesses);
  }

  @Test
  void fieldsThatThreadsShareAreBehindAVarHandleOrALock() {
    checkFields(kernel);
    assertNothingWrong();
  }

  @Test
  void theKernelCallsNothingThatAnExplorerCanNotRun() {
    checkNames(kernel);
    assertNothingWrong();
  }

  @Test
  void eachRuleFindsWhatBreaksIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("Untidy.java");
    Files.writeString(
        file,
        """
        class Untidy {
          private static final VarHandle A = null;
          private volatile int b;

          void marked() {
            A.setVolatile(this, 1); // HB-1 publish
          }

          void unmarked() {
            A.setVolatile(this, 2);
            LockSupport.parkNanos(1);
            Blocking.exit();
            System.exit(1);
          }

          void tooLong() {
        %s
          }
        }
        """
            .formatted("    marked();\n".repeat(LINES_OF_A_FILE)));
    List<Source> untidy = List.of(Source.of(file));
    assertEquals(2, checkEdges(untidy));
    assertEquals(3, checkLengths(untidy));
    checkFields(untidy);
    checkNames(untidy);
    assertEquals(
        List.of(
            ":10: no edge is named, nor why there is none: A.setVolatile(this, 2)",
            " has 419 lines",
            ":16: tooLong has 403 lines",
            ":3: a volatile field names no partner: b",
            " uses LockSupport.parkNanos",
            " uses System.exit"),
        wrong.stream().map(each -> each.substring(each.indexOf("Untidy.java") + 11)).toList());
  }

  @Test
  void noTestIsSwitchedOffOrSleepsOrIsOverlooked() throws IOException {
    Pattern included = Pattern.compile("(Test|Properties|Refinement)\\.java$");
    Set<String> extended = new HashSet<>();
    for (Source source : Source.below("model-tests/src/test")) {
      if (included.matcher(source.path.toString()).find()) {
        collect(source, ClassTree.class)
            .forEach(type -> extended.add(String.valueOf(type.getExtendsClause())));
      }
    }
    int tests = 0;
    for (String module : List.of("spec", "model-tests", "jpf-configs")) {
      for (Source source : Source.below(module + "/src")) {
        Set<String> names = names(source);
        for (String off : List.of("Disabled", "DisabledIf", "DisabledOnOs", "Ignore")) {
          if (names.contains(off)) {
            wrong.add(source.path + " is switched off by " + off);
          }
        }
        if (SLEEPS.matcher(String.join("\n", source.lines)).find()) {
          wrong.add(source.path + " sleeps");
        }
        boolean hasTests =
            Stream.of("Test", "Property", "Example", "ParameterizedTest", "TestFactory")
                .anyMatch(test -> annotations(source).contains(test));
        tests += hasTests ? 1 : 0;
        String file = source.path.getFileName().toString();
        boolean isRun =
            included.matcher(file).find() || extended.contains(file.replace(".java", ""));
        if (hasTests && !isRun) {
          wrong.add(
              source.path
                  + " has tests, and no name that surefire includes, nor has who extends it");
        }
      }
    }
    assertNothingWrong();
    assertTrue(tests > 30, "classes with tests seen: " + tests);
    String pom = Files.readString(Source.TOP.resolve("model-tests/pom.xml"));
    for (String kind : List.of("Test", "Properties", "Refinement")) {
      assertTrue(pom.contains("<include>**/*" + kind + ".java</include>"), kind);
    }
  }

  @Test
  void eachInvariantHasATestAConfigurationAndAMutant() throws IOException {
    String manifest = Files.readString(Source.TOP.resolve("jpf-configs/manifest.yaml"));
    String mutants = Files.readString(Source.TOP.resolve("model-tests/mutants.yaml"));
    Set<String> explored = matches(Pattern.compile("\\b[SL]\\d+\\b"), 0, checksLines(manifest));
    Set<String> mutated = matches(Pattern.compile("(?m)^  invariant: ([SL]\\d+)$"), 1, mutants);
    Set<String> tested = new HashSet<>();
    for (Source source : Source.below("model-tests/src/test/java")) {
      tested.addAll(
          matches(Pattern.compile("Invariant\\.([SL]\\d+)"), 1, checksAnnotations(source)));
    }
    for (Invariant invariant : EnumSet.allOf(Invariant.class)) {
      String id = invariant.name();
      if (!mutated.contains(id)) {
        wrong.add(id + " has no mutant");
      }
      if (!tested.contains(id)) {
        wrong.add(id + " has no test that says it @Checks it");
      }
      // A bounded wait is a matter of long runs, not of interleavings.
      if (!explored.contains(id) && invariant != Invariant.L1 && invariant != Invariant.L2) {
        wrong.add(id + " has no configuration");
      }
    }
    assertNothingWrong();
  }

  @Test
  void jqwikStaysBeforeItsUsageClause() throws IOException {
    String pom = Files.readString(Source.TOP.resolve("pom.xml"));
    assertTrue(pom.contains("<jqwik.version>1.9.3</jqwik.version>"), "jqwik.version");
  }

  // ---------------------------------------------------------------- rules

  /** Returns how many accesses there are. */
  private int checkEdges(List<Source> sources) {
    int accesses = 0;
    for (Source source : sources) {
      Set<String> handles = handles(source);
      for (MethodInvocationTree call : calls(source)) {
        if (!handles.contains(receiver(call))) {
          continue;
        }
        accesses++;
        String text = source.text(call);
        if (!EDGE.matcher(text).find() && !text.contains("// no edge: ")) {
          wrong.add(source.at(call) + ": no edge is named, nor why there is none: " + call);
        }
      }
    }
    return accesses;
  }

  /** Returns how many methods there are. */
  private int checkLengths(List<Source> sources) {
    int methods = 0;
    for (Source source : sources) {
      if (source.lines.size() > LINES_OF_A_FILE) {
        wrong.add(source.path + " has " + source.lines.size() + " lines");
      }
      for (MethodTree method : methods(source)) {
        methods++;
        int lines = source.lastLine(method) - source.firstLine(method) + 1;
        if (lines > LINES_OF_A_METHOD) {
          wrong.add(source.at(method) + ": " + method.getName() + " has " + lines + " lines");
        }
      }
    }
    return methods;
  }

  private void checkFields(List<Source> sources) {
    for (Source source : sources) {
      for (VariableTree field : fields(source)) {
        if (field.getModifiers().toString().contains("volatile")
            && !source.path.endsWith("ThreadHost.java")) { // not on the explored path
          wrong.add(source.at(field) + ": a volatile field names no partner: " + field.getName());
        }
      }
    }
  }

  private void checkNames(List<Source> sources) {
    for (Source source : sources) {
      for (String name : new TreeSet<>(names(source))) {
        if (FORBIDDEN.contains(name)
            && !source.path.endsWith("ThreadHost.java") // not on the explored path
            && !isTimedBlock(source, name)) {
          wrong.add(source.path + " uses " + name);
        }
      }
    }
  }

  /** A thread that waits for a channel with a deadline: drivers explore waits without one. */
  private static boolean isTimedBlock(Source source, String name) {
    return source.path.endsWith("BlockedThread.java") && name.equals("LockSupport.parkNanos");
  }

  // ---------------------------------------------------------------- what is in a file

  private static String checksLines(String manifest) {
    return manifest.lines().filter(line -> line.contains("checks:")).collect(Collectors.joining());
  }

  private static String checksAnnotations(Source source) {
    return String.join(
        "\n",
        matches(
            Pattern.compile("@" + Checks.class.getSimpleName() + "\\([^)]*\\)"),
            0,
            String.join("\n", source.lines)));
  }

  private static Set<String> matches(Pattern pattern, int group, String text) {
    Set<String> all = new TreeSet<>();
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      all.add(matcher.group(group));
    }
    return all;
  }

  /** The names of the VarHandles that a file declares. */
  private static Set<String> handles(Source source) {
    return fields(source).stream()
        .filter(field -> field.getType() != null && field.getType().toString().equals("VarHandle"))
        .map(field -> field.getName().toString())
        .collect(Collectors.toSet());
  }

  private static String receiver(MethodInvocationTree call) {
    return call.getMethodSelect() instanceof MemberSelectTree select
        ? select.getExpression().toString()
        : "";
  }

  private static List<VariableTree> fields(Source source) {
    return collect(source, VariableTree.class);
  }

  private static List<MethodTree> methods(Source source) {
    return collect(source, MethodTree.class);
  }

  private static List<MethodInvocationTree> calls(Source source) {
    return collect(source, MethodInvocationTree.class);
  }

  private static Set<String> annotations(Source source) {
    return collect(source, AnnotationTree.class).stream()
        .map(annotation -> annotation.getAnnotationType().toString())
        .collect(Collectors.toSet());
  }

  /** All names that are used in a file. */
  private static Set<String> names(Source source) {
    Set<String> names = new HashSet<>();
    collect(source, IdentifierTree.class).forEach(tree -> names.add(tree.getName().toString()));
    for (MemberSelectTree tree : collect(source, MemberSelectTree.class)) {
      names.add(tree.getIdentifier().toString());
      names.add(tree.toString());
    }
    collect(source, MemberReferenceTree.class)
        .forEach(tree -> names.add(tree.getName().toString()));
    return names;
  }

  private static <T extends Tree> List<T> collect(Source source, Class<T> kind) {
    List<T> all = new ArrayList<>();
    source.scan(
        new TreeScanner<Void, Void>() {
          @Override
          public Void scan(Tree tree, Void nothing) {
            if (kind.isInstance(tree)) {
              all.add(kind.cast(tree));
            }
            return super.scan(tree, null);
          }
        });
    return all;
  }

  private void assertNothingWrong() {
    assertEquals(List.of(), wrong, () -> "\n  " + String.join("\n  ", wrong) + "\n");
  }
}
