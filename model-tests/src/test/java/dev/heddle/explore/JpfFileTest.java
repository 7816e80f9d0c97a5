package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated file holds all that JPF needs. */
class JpfFileTest {
  @TempDir private Path root;

  private Path file(Configuration configuration, List<Path> mutated) {
    Workspace workspace = new Workspace(root, List.of(), "./explore");
    return new JpfFile(workspace, root.resolve("extension"))
        .write(
            new Job(configuration, mutated, false, 60),
            root.resolve("result"),
            root.resolve("lanes"));
  }

  private static Properties properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }

  @Test
  void itSaysWhatTheConfigurationSays() throws IOException {
    Configuration some =
        Sample.configuration(
            "args: [2, max], jpf: {points: shared, spurious: true, race: true, extra: {a.b: c}}");
    Path file = file(some, List.of());
    assertEquals(root.resolve("jpf-configs/target/configs/some.jpf"), file);
    assertTrue(Files.readString(file).startsWith("# it works\n# Generated from "), file::toString);
    Properties properties = properties(file);
    assertEquals("some.Driver", properties.get("target"));
    assertEquals("2,max", properties.get("target.args"));
    assertEquals("shared", properties.get("heddle.points"));
    assertEquals("true", properties.get("heddle.spurious"));
    assertEquals("true", properties.get("heddle.race"));
    assertEquals("c", properties.get("a.b"));
    assertEquals(root.resolve("result").toString(), properties.get("heddle.result"));
    assertEquals("./explore some --engine jpf --trace", properties.get("heddle.rerun"));
    assertEquals(
        root.resolve("jpf-configs/configs/heddle.jpf").toString(), properties.get("@include"));
  }

  @Test
  void theMutatedKernelComesFirst() throws IOException {
    Path mutated = root.resolve("mutated");
    Properties properties = properties(file(Sample.whole(), List.of(mutated)));
    String classPath = properties.getProperty("classpath");
    assertTrue(classPath.startsWith(mutated + ";"), classPath);
    assertTrue(classPath.contains("jctools"), classPath);
    String own = properties.getProperty("native_classpath");
    assertTrue(own.startsWith(root.resolve("extension") + ";" + mutated + ";"), own);
  }

  @Test
  void anExtraSettingOverridesOurs() throws IOException {
    Configuration some = Sample.configuration("jpf: {extra: {heddle.points: all}, points: off}");
    assertEquals("all", properties(file(some, List.of())).get("heddle.points"));
  }
}
