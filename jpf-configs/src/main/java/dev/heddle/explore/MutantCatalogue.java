package dev.heddle.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A catalogue of mutants; its format is explained at the head of {@code model-tests/mutants.yaml}.
 *
 * @param file where it was read from
 * @param mutants the mutants, in the order of the file
 */
public record MutantCatalogue(Path file, List<Mutant> mutants) {
  private static final Set<String> KEYS =
      Set.of("id", "title", "file", "find", "replace", "invariant", "reference", "bound", "checks");

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*");

  /**
   * Reads and validates a catalogue.
   *
   * @param file a YAML file
   * @return the catalogue
   * @throws CannotRunException if it is unreadable or says something that is not allowed
   */
  public static MutantCatalogue read(Path file) {
    List<Mutant> mutants = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Fields entry : Fields.read(file).allowing(Set.of("mutants")).children("mutants")) {
      String id = entry.text("id");
      Fields fields = entry.named("mutant '%s'".formatted(id)).allowing(KEYS);
      fields.check(ID.matcher(id).matches(), "an id is letters and digits, with - _ or . between");
      fields.check(ids.add(id), "is listed twice");
      mutants.add(mutant(id, fields));
    }
    return new MutantCatalogue(file, List.copyOf(mutants));
  }

  private static Mutant mutant(String id, Fields fields) {
    Mutant mutant =
        new Mutant(
            id,
            fields.text("title", id),
            fields.text("file"),
            fields.text("find"),
            fields.text("replace", ""),
            fields.text("invariant"),
            fields.text("reference"),
            fields.text("bound", ""),
            fields.texts("checks"));
    fields.check(
        !mutant.find().equals(mutant.replacement()), "'replace' is the same text as 'find'");
    return mutant;
  }

  /**
   * Finds a mutant.
   *
   * @param id its id
   * @return the mutant
   * @throws CannotRunException if there is none
   */
  public Mutant get(String id) {
    return mutants.stream()
        .filter(mutant -> mutant.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new CannotRunException(
                    "no mutant '%s' in %s; there are: %s"
                        .formatted(
                            id,
                            file,
                            mutants.stream().map(Mutant::id).collect(Collectors.joining(", ")))));
  }
}
