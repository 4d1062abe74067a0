package io.mcv.client.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Files of a tree as a test writes them down: path, content, path, content. */
final class TreeFiles {
  private final Map<String, String> files = new TreeMap<>();

  private TreeFiles() {}

  static TreeFiles of(String... pathsAndContents) {
    TreeFiles tree = new TreeFiles();
    for (int i = 0; i < pathsAndContents.length; i += 2) {
      tree.files.put(pathsAndContents[i], pathsAndContents[i + 1]);
    }
    return tree;
  }

  /** Writes them below a folder, which is made if it is not there. */
  Path writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, file.getValue());
    }
    return folder;
  }

  /** Stages them in the private folder of a workspace. */
  StagedTree stage(Workspace workspace) throws IOException {
    StagedTree staged = new StagedTree(workspace.folder().resolve("tree"));
    for (Map.Entry<String, String> file : files.entrySet()) {
      byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
      staged.newFile(file.getKey(), false, content.length).write(content);
    }
    return staged;
  }

  /** Publishes them into a target whose units are its top folders, and closes the workspace. */
  boolean publish(Path target, Overwrite overwrite) throws IOException {
    return publish(target, overwrite, FolderExchange::exchange);
  }

  boolean publish(Path target, Overwrite overwrite, Exchange exchange) throws IOException {
    return publish(target, folder -> !folder.contains("/"), overwrite, exchange);
  }

  boolean publish(Path target, PublishUnits units, Overwrite overwrite, Exchange exchange)
      throws IOException {
    try (Workspace workspace = Workspace.open(target)) {
      return Publication.publish(workspace, stage(workspace), units, overwrite, exchange);
    }
  }
}
