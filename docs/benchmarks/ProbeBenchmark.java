import io.mcv.gpu.GpuProbe;
import io.mcv.gpu.ProbeOptions;
import io.mcv.testing.gpu.FakeHost;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Times the probe in a warm JVM: of this host, and of the files of others. */
public final class ProbeBenchmark {
  private static final int WARM_UP = 200;
  private static final int CALLS = 200;
  private static final double NANOSECONDS_PER_MILLISECOND = 1e6;

  /** Arguments: a folder for the files of hosts, and the names of descriptions. */
  public static void main(String[] arguments) {
    System.out.println("| | GPUs | median ms | min | max |\n|---|---|---|---|---|");
    row("this host", new GpuProbe(ProbeOptions.ofHost(System.getenv())));
    for (String name : List.of(arguments).subList(1, arguments.length)) {
      Path root = FakeHost.write(name, Path.of(arguments[0], name));
      row(name, new GpuProbe(ProbeOptions.ofCopy(root)));
    }
  }

  private static void row(String name, GpuProbe probe) {
    for (int i = 0; i < WARM_UP; i++) {
      probe.gpus();
    }
    double[] times = new double[CALLS];
    int gpus = 0;
    for (int i = 0; i < CALLS; i++) {
      long start = System.nanoTime();
      gpus = probe.gpus().gpus().size();
      times[i] = (System.nanoTime() - start) / NANOSECONDS_PER_MILLISECOND;
    }
    Arrays.sort(times);
    double median = (times[CALLS / 2 - 1] + times[CALLS / 2]) / 2;
    System.out.printf(
        "| %s | %d | %.2f | %.2f | %.2f |%n", name, gpus, median, times[0], times[CALLS - 1]);
  }
}
