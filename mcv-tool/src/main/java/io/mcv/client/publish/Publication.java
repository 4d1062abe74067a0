package io.mcv.client.publish;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Makes a staged tree visible in the target of a workspace.
 *
 * <p>First everything is compared and prepared; nothing of the target has changed when that fails.
 * Then the units go into place one rename each, and are taken back if one of them fails.
 */
public final class Publication {
  private static final int CONFLICTS_LISTED = 1000;

  private final Workspace workspace;
  private final StagedTree staged;
  private final PublishUnits units;
  private final Overwrite overwrite;
  private final Exchange exchange;

  private final List<UnitMerge> merges = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<String> conflicts = new ArrayList<>();
  private final Deque<Step> done = new ArrayDeque<>();

  private Publication(
      Workspace workspace,
      StagedTree staged,
      PublishUnits units,
      Overwrite overwrite,
      Exchange exchange) {
    this.workspace = workspace;
    this.staged = staged;
    this.units = units;
    this.overwrite = overwrite;
    this.exchange = exchange;
  }

  /**
   * Publishes the tree.
   *
   * @return whether anything in the target has changed
   * @throws TargetConflictException if files of the target stand in the way; it was not changed
   */
  public static boolean publish(
      Workspace workspace, StagedTree staged, PublishUnits units, Overwrite overwrite)
      throws IOException {
    return publish(workspace, staged, units, overwrite, FolderExchange::exchange);
  }

  static boolean publish(
      Workspace workspace,
      StagedTree staged,
      PublishUnits units,
      Overwrite overwrite,
      Exchange exchange)
      throws IOException {
    return appearsWhole(workspace, staged)
        || new Publication(workspace, staged, units, overwrite, exchange).publishUnits();
  }

  /** One rename, where the target does not exist or is empty. */
  private static boolean appearsWhole(Workspace workspace, StagedTree staged) throws IOException {
    Path target = workspace.target();
    if (Folders.exists(target) && !Folders.isEmpty(target)) {
      return false;
    }
    try {
      Files.move(staged.root(), target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      return false;
    } catch (FileSystemException e) {
      if (Folders.exists(target) && !Folders.isEmpty(target)) {
        return false;
      }
      throw e;
    }
  }

  private boolean publishUnits() throws IOException {
    compare();
    if (!conflicts.isEmpty()) {
      throw new TargetConflictException(workspace.target().toString(), conflicts, overwrite);
    }
    for (UnitMerge merge : merges) {
      merge.complete();
    }
    try {
      for (Step step : steps) {
        step.apply();
        done.push(step);
      }
    } catch (IOException | RuntimeException e) {
      takeBack(e);
      throw e;
    }
    return !steps.isEmpty();
  }

  private void takeBack(Exception cause) {
    for (Step step : done) {
      try {
        step.undo();
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private void compare() throws IOException {
    Path root = staged.root();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (folder.equals(root)) {
              return FileVisitResult.CONTINUE;
            }
            String path = Folders.relative(root, folder);
            if (!units.isUnit(path)) {
              compareFolderAbove(path);
              return FileVisitResult.CONTINUE;
            }
            compareUnit(path);
            return FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            compareFile(Folders.relative(root, file));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** A folder that holds units, such as {@code torch_compile_cache}. */
  private void compareFolderAbove(String path) {
    Path place = place(path);
    if (!Folders.exists(place)) {
      steps.add(new MakeFolder(place));
    } else if (!Folders.isFolder(place)) {
      conflict(path + " is there and is not a folder");
    }
  }

  private void compareUnit(String path) throws IOException {
    Path place = place(path);
    if (!Folders.exists(place)) {
      steps.add(new PlaceNew(staged.root().resolve(path), place));
      return;
    }
    if (!Folders.isFolder(place)) {
      conflict(path + " is there and is not a folder");
      return;
    }
    UnitMerge merge = new UnitMerge(staged.root().resolve(path), place, overwrite);
    List<String> found = merge.compare();
    found.forEach(conflict -> conflict(path + "/" + conflict));
    if (found.isEmpty() && merge.isNeeded()) {
      merges.add(merge);
      steps.add(new ExchangeUnit(staged.root().resolve(path), place, aside(path), exchange));
    }
  }

  private void compareFile(String path) throws IOException {
    Path file = staged.root().resolve(path);
    Path place = place(path);
    if (!Folders.exists(place)) {
      steps.add(new PlaceNew(file, place));
    } else if (!Folders.isFile(place)) {
      conflict(path + " is there and is not a file");
    } else if (overwrite == Overwrite.NEVER) {
      conflict(path + " is there already");
    } else if (Files.mismatch(file, place) >= 0) {
      if (overwrite == Overwrite.SAME) {
        conflict(path + " is there with other content");
      } else {
        steps.add(new ReplaceFile(file, place, aside(path)));
      }
    }
  }

  private void conflict(String what) {
    if (conflicts.size() < CONFLICTS_LISTED) {
      conflicts.add(what);
    }
  }

  /** Where something of the target waits while another takes its place. */
  private Path aside(String path) throws IOException {
    Path aside = workspace.displaced().resolve(path);
    Files.createDirectories(Objects.requireNonNull(aside.getParent()));
    return aside;
  }

  private Path place(String path) {
    return workspace.target().resolve(path);
  }

  /** One change of the target that can be taken back. */
  private sealed interface Step {
    void apply() throws IOException;

    void undo() throws IOException;
  }

  private record MakeFolder(Path place) implements Step {
    @Override
    public void apply() throws IOException {
      Files.createDirectory(place);
    }

    @Override
    public void undo() throws IOException {
      if (Folders.isEmpty(place)) {
        Files.delete(place);
      }
    }
  }

  private record PlaceNew(Path from, Path place) implements Step {
    @Override
    public void apply() throws IOException {
      Files.move(from, place);
    }

    @Override
    public void undo() throws IOException {
      Files.move(place, from);
    }
  }

  /** A file directly above the units: the old one is kept by a second name until the end. */
  private record ReplaceFile(Path from, Path place, Path aside) implements Step {
    @Override
    public void apply() throws IOException {
      Files.createLink(aside, place);
      Files.move(from, place, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void undo() throws IOException {
      Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * A merged folder for the one that is there, which then is where the merged one was. Where they
   * cannot be exchanged, by renames: killed between the first two, the next run takes the old one
   * back.
   */
  private record ExchangeUnit(Path merged, Path place, Path aside, Exchange exchange)
      implements Step {
    @Override
    public void apply() throws IOException {
      if (exchange.exchange(merged, place)) {
        return;
      }
      Files.move(place, aside);
      try {
        Files.move(merged, place);
      } catch (IOException e) {
        Files.move(aside, place);
        throw e;
      }
      Files.move(aside, merged);
    }

    @Override
    public void undo() throws IOException {
      apply();
    }
  }
}
