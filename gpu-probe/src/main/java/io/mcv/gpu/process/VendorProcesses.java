package io.mcv.gpu.process;

import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks libraries, those started together in a process of their own, all at once, and not for longer
 * than a deadline.
 *
 * <p>Where two libraries share a process, one may keep the other from an answer: it crashes, or it
 * hangs while it is loaded, when nothing else can be. So those that have not answered when the
 * process has ended, or when half of the time has passed and there is more than one of them, are
 * asked once more, each in a process of its own; the first answer counts.
 */
public final class VendorProcesses {
  /** After the deadline, for what was complete by then. */
  private static final Duration LEEWAY = Duration.ofMillis(500);

  private final ChildJvm jvm;
  private final Map<PciAddress, Integer> deviceIds;
  private final Deadline deadline;
  private final Answers answers = new Answers();
  private final List<Source> sources = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Nothing is started yet.
   *
   * @param deviceIds PCI device ids of the functions on the buses
   * @param deadline for all libraries together
   */
  public VendorProcesses(ChildJvm jvm, Map<PciAddress, Integer> deviceIds, Deadline deadline) {
    this.jvm = jvm;
    this.deviceIds = Map.copyOf(deviceIds);
    this.deadline = deadline;
  }

  /**
   * Begins to ask libraries, in one process. Returns at once.
   *
   * @param vendor one library or more, each with a candidate or more
   */
  public void start(List<LibraryRequest> vendor) {
    vendor.forEach(request -> sources.add(request.source()));
    Thread thread = new Thread(() -> supervise(vendor), "gpu-probe");
    // Starting or ending a process may hang as well.
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  /**
   * Waits for one library, until half of what is left of the time has passed. If the thread is
   * interrupted, it waits no longer and stays so.
   *
   * @return what it tells, or why it tells nothing; empty if that is not known yet, or it was never
   *     started
   */
  public Optional<SourceFacts> awaitHalf(Source source) {
    try {
      answers.await(() -> answers.has(source) || !sources.contains(source), deadline.half());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.ofNullable(answers.soFar().get(source));
  }

  /**
   * Waits for all that were started, and ends their processes. Returns soon after the deadline,
   * whatever they do. If the thread is interrupted, it stays so, and what has not answered yet
   * counts as too late.
   *
   * @return what each tells, or why it tells nothing
   */
  public List<SourceFacts> finish() {
    Deadline patience = Deadline.in(deadline.left().plus(LEEWAY));
    try {
      for (Thread thread : threads) {
        TimeUnit.NANOSECONDS.timedJoin(thread, patience.left().toNanos());
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
    Map<Source, SourceFacts> known = answers.soFar();
    List<SourceFacts> all = new ArrayList<>();
    for (Source source : sources) {
      SourceFacts facts = known.get(source);
      all.add(facts == null ? Fate.timedOut(source, null, deadline) : facts);
    }
    return all;
  }

  private void supervise(List<LibraryRequest> vendor) {
    Map<Source, ChildProcess> children = new EnumMap<>(Source.class);
    List<ChildProcess> started = new ArrayList<>();
    try {
      start(vendor, children, started);
      if (vendor.size() > 1) {
        ChildProcess together = started.get(0);
        answers.await(() -> together.ended() || unanswered(vendor).isEmpty(), deadline.half());
        List<LibraryRequest> left = unanswered(vendor);
        if (together.ended() || left.size() > 1) {
          for (LibraryRequest request : left) {
            start(List.of(request), children, started);
          }
        }
      }
      for (LibraryRequest request : vendor) {
        Source source = request.source();
        awaitFate(source, Objects.requireNonNull(children.get(source)), started);
      }
    } catch (IOException e) {
      vendor.forEach(request -> answers.add(Fate.notStarted(request.source(), e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      started.forEach(ChildProcess::close);
    }
  }

  private void start(
      List<LibraryRequest> requests, Map<Source, ChildProcess> children, List<ChildProcess> started)
      throws IOException {
    ChildProcess child = ChildProcess.start(jvm, requests, deviceIds, answers);
    started.add(child);
    requests.forEach(request -> children.put(request.source(), child));
  }

  private void awaitFate(Source source, ChildProcess child, List<ChildProcess> started)
      throws InterruptedException {
    answers.await(() -> child.ended() || answers.has(source), deadline);
    if (!answers.has(source)) {
      answers.add(
          child.ended()
              ? Fate.ended(source, child)
              : Fate.timedOut(source, asked(source, started), deadline));
    }
  }

  /** The last process that was to ask it may not have come to that, but one before it. */
  private static @Nullable String asked(Source source, List<ChildProcess> started) {
    return started.stream()
        .map(child -> child.asked(source))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private List<LibraryRequest> unanswered(List<LibraryRequest> vendor) {
    return vendor.stream().filter(request -> !answers.has(request.source())).toList();
  }
}
