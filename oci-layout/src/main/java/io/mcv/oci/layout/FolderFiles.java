package io.mcv.oci.layout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A layout in a folder. */
record FolderFiles(Path folder) implements LayoutFiles {

  @Override
  public String locate(String name) {
    return folder.resolve(name).toString();
  }

  @Override
  public long size(String name) throws IOException {
    return RegularFile.size(folder.resolve(name));
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
