package dev.heddle.claims;

import dev.heddle.explore.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files that hold claims; run as a program, it brings them up to date. */
final class ClaimsFiles {
  private ClaimsFiles() {}

  public static void main(String[] args) throws IOException {
    Workspace workspace = Workspace.here();
    for (Map.Entry<Path, String> file : contents(workspace, Page.of(workspace)).entrySet()) {
      Files.writeString(file.getKey(), file.getValue());
      System.out.println("claims: wrote " + workspace.root().relativize(file.getKey()));
    }
  }

  /** What each file must hold, what is around the claims as it is now. */
  static Map<Path, String> contents(Workspace workspace, Page page) {
    Map<Path, String> contents = new LinkedHashMap<>();
    put(contents, workspace.root().resolve("README.md"), page.inShort());
    put(contents, workspace.root().resolve("proofs-notes/00-claims.md"), page.atLength());
    return contents;
  }

  private static void put(Map<Path, String> contents, Path file, String generated) {
    try {
      contents.put(file, Section.replace(Files.readString(file), generated));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }
}
