package io.mcv.oci.layout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** A layout in a folder. */
record FolderFiles(Path folder) implements LayoutFiles {
  private static final int MAX_DEPTH = 32;

  @Override
  public String locate(String name) {
    return folder.resolve(name).toString();
  }

  @Override
  public long size(String name) throws IOException {
    return RegularFile.size(folder.resolve(name));
  }

  @Override
  public List<String> names(String name, int limit) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.resolve(name))) {
      for (Path each : entries) {
        if (names.size() == limit) {
          throw tooMany(name, limit);
        }
        names.add(each.getFileName().toString());
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    return names;
  }

  @Override
  public SortedMap<String, Long> all(int limit) throws IOException {
    FileSizes sizes = new FileSizes(folder, limit);
    Files.walkFileTree(folder, Set.of(), MAX_DEPTH, sizes);
    return sizes.found();
  }

  @Override
  public InputStream open(String name) throws IOException {
    return RegularFile.open(folder.resolve(name));
  }

  @Override
  public void close() {
    // Nothing is held: each stream is closed by who opened it.
  }
}
