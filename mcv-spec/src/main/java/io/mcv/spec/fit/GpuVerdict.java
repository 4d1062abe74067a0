package io.mcv.spec.fit;

/**
 * Whether kernels run on one GPU.
 *
 * @param gpu of the host
 * @param fit of the kernel or target that fits best
 */
public record GpuVerdict(HostGpu gpu, Fit fit) {}
