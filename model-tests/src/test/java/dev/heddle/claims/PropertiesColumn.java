package dev.heddle.claims;

import dev.heddle.Checks;
import dev.heddle.claims.Evidence.Word;
import dev.heddle.spec.Invariant;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The tests that say what they check, by {@link Checks}; found on the class path. */
final class PropertiesColumn implements Column {
  private final Map<Invariant, Set<String>> tests = new EnumMap<>(Invariant.class);

  /**
   * Finds them.
   *
   * @param root the package below which they are
   */
  PropertiesColumn(String root) {
    for (Class<?> type : ReflectionSupport.findAllClassesInPackage(root, c -> true, n -> true)) {
      List<Method> tests =
          AnnotationSupport.findAnnotatedMethods(
              type, Testable.class, HierarchyTraversalMode.TOP_DOWN);
      if (!tests.isEmpty()) { // without tests it checks nothing, whatever it says
        add(type, type.getSimpleName());
        tests.forEach(test -> add(test, type.getSimpleName() + "#" + test.getName()));
      }
    }
  }

  private void add(AnnotatedElement element, String name) {
    Checks checks = element.getAnnotation(Checks.class);
    if (checks != null) {
      for (Invariant invariant : checks.value()) {
        tests.computeIfAbsent(invariant, key -> new TreeSet<>()).add(name);
      }
    }
  }

  @Override
  public String title() {
    return "properties";
  }

  @Override
  public boolean isAboutCode() {
    return true;
  }

  @Override
  public Evidence of(Invariant invariant) {
    Set<String> names = tests.getOrDefault(invariant, Set.of());
    if (names.isEmpty()) {
      return Evidence.assumed("no test names it", "");
    }
    List<String> all = names.stream().map(Phrase::code).toList();
    long classes = names.stream().map(name -> name.replaceFirst("#.*", "")).distinct().count();
    return new Evidence(
        Word.SAMPLED, String.join(", ", all), Phrase.count(classes, "test class"), "", List.of());
  }
}
