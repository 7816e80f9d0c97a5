package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JPF is found where it is said to be; a wrong place is an error. */
class JpfHomeTest {
  private static final List<String> JARS = List.of("RunJPF.jar", "jpf.jar", "jpf-annotations.jar");

  @TempDir private Path folder;

  private Path installed(String name) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("build"));
    for (String jar : JARS) {
      Files.createFile(home.resolve("build").resolve(jar));
    }
    return home;
  }

  private Path site(String text) throws IOException {
    return Files.writeString(folder.resolve("site.properties"), text);
  }

  private static Optional<Path> find(Path named, Path environment, Path site) {
    return JpfHome.find(Optional.ofNullable(named), Optional.ofNullable(environment), site)
        .map(JpfHome::directory);
  }

  @Test
  void theOptionComesBeforeTheVariableAndThatBeforeTheFile() throws IOException {
    Path a = installed("a");
    Path b = installed("b");
    Path c = installed("c");
    Path site = site("jpf-core = " + c + "\n");
    assertEquals(Optional.of(a), find(a, b, site));
    assertEquals(Optional.of(b), find(null, b, site));
    assertEquals(Optional.of(c), find(null, null, site));
  }

  @Test
  void theFileMayNameTheHomeFolder() throws IOException {
    Path home = Path.of(System.getProperty("user.home"));
    Path jpf = installed("jpf");
    Path site = site("jpf-core = ${user.home}/" + home.relativize(jpf) + "\n");
    assertEquals(Optional.of(jpf), find(null, null, site));
  }

  @Test
  void withoutAnyThereIsNone() throws IOException {
    assertEquals(Optional.empty(), find(null, null, folder.resolve("nothing")));
    assertEquals(Optional.empty(), find(null, null, site("jpf-symbc = /elsewhere\n")));
    assertEquals(Optional.empty(), JpfHome.environment(null));
    assertEquals(Optional.empty(), JpfHome.environment(""));
    assertEquals(Optional.of(Path.of("/jpf")), JpfHome.environment("/jpf"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RunJPF.jar", "jpf.jar", "jpf-annotations.jar"})
  void aPlaceWhereItIsNotBuiltIsAnError(String jar) throws IOException {
    Path home = installed("half");
    Files.delete(home.resolve("build").resolve(jar));
    String message = message(home, null, folder);
    assertTrue(message.contains("-Djpf.home is " + home + ", which has no build/" + jar), message);
    assertTrue(message.contains(JpfHome.HOW), message);
  }

  @Test
  void aWrongPlaceIsNamedWithWhoNamesIt() throws IOException {
    Path wrong = folder.resolve("wrong");
    Path site = site("jpf-core = " + wrong + "\n");
    assertTrue(message(null, wrong, site).startsWith("$JPF_HOME is " + wrong));
    assertTrue(message(null, null, site).startsWith(site + ": jpf-core is " + wrong));
  }

  private static String message(Path named, Path environment, Path site) {
    return assertThrows(CannotRunException.class, () -> find(named, environment, site))
        .getMessage();
  }
}
