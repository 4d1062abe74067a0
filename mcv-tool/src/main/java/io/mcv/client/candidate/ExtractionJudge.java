package io.mcv.client.candidate;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides whether an extractor did as it must.
 *
 * @param vector what it was given
 * @param outcome how it ended
 */
record ExtractionJudge(VectorCase vector, CommandOutcome outcome) {
  /** What shells end with where there is no such command, or it is no program. */
  private static final int NOT_FOUND = 127;

  private static final int NOT_EXECUTABLE = 126;

  /** What shells add to the number of the signal that ended a command. */
  private static final int KILLED = 128;

  /** Whoever unpacks an image as a root file system keeps the folder of the cache. */
  private static final Pattern CACHE_FOLDER = Pattern.compile("io\\.[a-z0-9]+\\.cache/");

  /**
   * Judges a run.
   *
   * @param change the first path outside of the target that is not as it was
   * @param target what is in the target
   */
  CaseResult judge(Optional<String> change, TreeState target) {
    if (change.isPresent()) {
      return broken("it changed " + change.get() + " outside of the target");
    }
    if (outcome.exit().isEmpty()) {
      return broken("it did not end in time");
    }
    if (outcome.endedWith(NOT_FOUND) || outcome.endedWith(NOT_EXECUTABLE)) {
      return result(Judgement.NOT_JUDGED, "the shell cannot run the command");
    }
    TreeEntry top = target.entries().get("");
    // A tool may remove its target when it fails.
    if (top != null && top.kind() != TreeEntry.Kind.FOLDER) {
      return broken("the target is no folder any more");
    }
    SortedMap<String, TreeEntry> judged =
        vector.treatment() == Treatment.ACCEPT ? ofCache(target) : target.entries();
    Optional<String> unwanted = unwanted(judged);
    if (unwanted.isPresent()) {
      return broken(unwanted.get());
    }
    return switch (vector.treatment()) {
      case ACCEPT -> accepted(files(judged));
      case REFUSE -> refused(files(judged));
      case CONTAIN -> kept();
    };
  }

  private CaseResult accepted(SortedMap<String, String> found) {
    if (!outcome.endedWith(0)) {
      return broken("it refused a good image, with " + status());
    }
    for (VectorFile file : vector.files()) {
      String content = found.remove(file.path());
      if (content == null) {
        return broken(file.path() + " is missing");
      }
      if (!file.relocatable() && !content.equals(file.digest().toString())) {
        return broken(file.path() + " has other content");
      }
    }
    return found.isEmpty()
        ? kept()
        : broken("there is " + found.firstKey() + ", which is not of the cache");
  }

  private CaseResult refused(SortedMap<String, String> found) {
    if (outcome.exit().orElse(0) >= KILLED) {
      return broken("it crashed, with " + status());
    }
    if (outcome.endedWith(0)) {
      return result(Judgement.CONTAINED, "it took an image that is to be refused");
    }
    return found.keySet().stream()
        .findFirst()
        .map(left -> result(Judgement.CONTAINED, "it failed, but left " + left))
        .orElseGet(this::kept);
  }

  private static Optional<String> unwanted(SortedMap<String, TreeEntry> entries) {
    return entries.entrySet().stream()
        .filter(entry -> entry.getValue().isUnwanted())
        .map(entry -> entry.getKey() + " is " + entry.getValue().words())
        .findFirst();
  }

  /** What is below the folder of the cache, where there is one; else all. */
  private static SortedMap<String, TreeEntry> ofCache(TreeState target) {
    SortedMap<String, TreeEntry> below = new TreeMap<>();
    target
        .entries()
        .forEach(
            (path, entry) -> {
              Matcher folder = CACHE_FOLDER.matcher(path);
              if (folder.lookingAt()) {
                below.put(path.substring(folder.end()), entry);
              }
            });
    return below.isEmpty() ? target.entries() : below;
  }

  private static SortedMap<String, String> files(SortedMap<String, TreeEntry> entries) {
    SortedMap<String, String> files = new TreeMap<>();
    entries.forEach(
        (path, entry) -> {
          if (entry.kind() == TreeEntry.Kind.FILE) {
            files.put(path, entry.content());
          }
        });
    return files;
  }

  private String status() {
    return "status " + outcome.exit().orElse(0);
  }

  private CaseResult kept() {
    return result(Judgement.KEPT, "ended with " + status());
  }

  private CaseResult broken(String why) {
    return result(Judgement.BROKEN, why);
  }

  private CaseResult result(Judgement judgement, String why) {
    return new CaseResult(vector, judgement, why, outcome.output());
  }
}
