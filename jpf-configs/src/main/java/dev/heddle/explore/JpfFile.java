package dev.heddle.explore;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The {@code .jpf} file of a configuration, generated from the manifest so that there is one source
 * of truth. It holds everything: {@code java -jar RunJPF.jar ID.jpf} repeats the run by hand.
 */
final class JpfFile {
  private final Workspace workspace;
  private final Path extension;

  JpfFile(Workspace workspace, Path extension) {
    this.workspace = workspace;
    this.extension = extension;
  }

  /** Writes the file. */
  Path write(Job job, Path result, Path lanes) {
    Configuration configuration = job.configuration();
    Path file = workspace.target().resolve("configs").resolve(configuration.id() + ".jpf");
    String body =
        properties(job, result, lanes).entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining("\n"));
    JpfExtension.write(
        file,
        """
        # %s
        # Generated from jpf-configs/manifest.yaml by 'explore %s'.
        @include = %s
        %s
        """
            .formatted(
                configuration.what(),
                configuration.id(),
                workspace.root().resolve("jpf-configs/configs/heddle.jpf"),
                body));
    return file;
  }

  private Map<String, String> properties(Job job, Path result, Path lanes) {
    Configuration configuration = job.configuration();
    Configuration.Jpf jpf = configuration.jpf();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("target", configuration.driver());
    properties.put("target.args", String.join(",", configuration.args()));
    List<Path> drivers = job.over(workspace.driverClassPath());
    properties.put("classpath", join(drivers));
    // JPF loads a driver's classes for itself too, to ask for their modules.
    properties.put("native_classpath", extension + ";" + join(drivers));
    properties.put("heddle.points", jpf.points());
    properties.put("heddle.spurious", Boolean.toString(jpf.spurious()));
    properties.put("heddle.race", Boolean.toString(jpf.race()));
    properties.put("heddle.result", result.toString());
    properties.put("heddle.lanes", lanes.toString());
    properties.put("heddle.rerun", workspace.rerun(configuration, EngineName.JPF));
    properties.putAll(jpf.extra());
    return properties;
  }

  /** JPF separates paths by semicolons on every system. */
  private static String join(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(";"));
  }
}
