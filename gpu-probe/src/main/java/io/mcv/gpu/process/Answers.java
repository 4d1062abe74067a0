package io.mcv.gpu.process;

import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What processes have answered so far, and the place to wait for more. */
final class Answers {
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Source, SourceFacts> answers = new EnumMap<>(Source.class);

  /** Adds what a source told. Of two answers the first counts. */
  void add(SourceFacts facts) {
    lock.lock();
    try {
      answers.putIfAbsent(facts.report().source(), facts);
    } finally {
      lock.unlock();
    }
    changed();
  }

  boolean has(Source source) {
    lock.lock();
    try {
      return answers.containsKey(source);
    } finally {
      lock.unlock();
    }
  }

  /** What there is now. */
  Map<Source, SourceFacts> soFar() {
    lock.lock();
    try {
      return new EnumMap<>(answers);
    } finally {
      lock.unlock();
    }
  }

  /** Wakes those that wait, to look again. */
  void changed() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something holds, or the deadline has passed. */
  void await(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
    lock.lock();
    try {
      while (!condition.getAsBoolean()) {
        long nanos = deadline.left().toNanos();
        if (nanos == 0) {
          return;
        }
        changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }
}
