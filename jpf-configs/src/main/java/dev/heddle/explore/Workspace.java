package dev.heddle.explore;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where things are: the checkout, and the classes under test.
 *
 * @param root the checkout's top folder
 * @param classPath everything drivers and explorers need, the shipped kernel among it
 * @param command how explore was started, for those who want to repeat a run
 */
public record Workspace(Path root, List<Path> classPath, String command) {
  private static final String COMMAND = "jpf-configs/explore";

  private static final String KERNEL = "dev.heddle.kernel.Step";

  /** One class of each jar that the kernel needs. */
  private static final List<String> LIBRARIES =
      List.of(
          "org.jctools.queues.MessagePassingQueue",
          "org.jctools.queues.varhandle.MpscUnboundedVarHandleArrayQueue");

  /**
   * Describes this process' workspace: the folder of the system property {@code heddle.root}, else
   * the nearest folder above the current one that holds the manifest.
   *
   * @return the workspace
   * @throws CannotRunException if this is no checkout of Heddle
   */
  public static Workspace here() {
    String named = System.getProperty("heddle.root");
    Path root =
        named == null
            ? above(Path.of("").toAbsolutePath())
            : Path.of(named).toAbsolutePath().normalize();
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath())
            .collect(Collectors.toUnmodifiableList());
    return new Workspace(root, classPath, System.getProperty("heddle.command", COMMAND));
  }

  /** The same for a command line, whose options a repetition needs again. */
  Workspace with(Options options) {
    String jpf = options.jpfHome().map(home -> " -Djpf.home=" + home).orElse("");
    return new Workspace(root, classPath, command + jpf);
  }

  /** The command that repeats a run and shows its counterexample. */
  String rerun(Configuration configuration, EngineName engine) {
    return "%s %s --engine %s --trace".formatted(command, configuration.id(), engine);
  }

  private static Path above(Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isReadable(folder.resolve("jpf-configs/manifest.yaml"))) {
        return folder;
      }
    }
    throw new CannotRunException(start + " is not in a checkout of Heddle: no manifest above it");
  }

  /**
   * Returns the manifest's file.
   *
   * @return its path
   */
  public Path manifest() {
    return root.resolve("jpf-configs/manifest.yaml");
  }

  /**
   * Returns the mutant catalogue's file.
   *
   * @return its path
   */
  public Path mutants() {
    return root.resolve("model-tests/mutants.yaml");
  }

  Path target() {
    return root.resolve("jpf-configs/target");
  }

  /** A fresh folder for one run's files. */
  Path folder(String name) {
    try {
      return Files.createDirectories(target().resolve("explore").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the kernel's classes are: a folder or a jar. */
  Path kernel() {
    return origin(KERNEL);
  }

  /** Where this module's classes, the drivers among them, are. */
  Path drivers() {
    return origin(Workspace.class.getName());
  }

  /** All that a driver needs and nothing else: kernel, drivers, JCTools. */
  List<Path> driverClassPath() {
    List<Path> entries = new ArrayList<>(List.of(kernel(), drivers()));
    LIBRARIES.forEach(library -> entries.add(origin(library)));
    return entries;
  }

  private static Path origin(String className) {
    try {
      Class<?> type = Class.forName(className, false, Workspace.class.getClassLoader());
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (ClassNotFoundException e) {
      throw new CannotRunException(className + " is not on the class path", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
